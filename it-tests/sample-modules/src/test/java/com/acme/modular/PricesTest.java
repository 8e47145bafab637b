package com.acme.modular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PricesTest {
  @Test
  void areOfAModule() {
    assertTrue(Prices.class.getModule().isNamed());
  }

  @Test
  void apples() throws Exception {
    assertEquals(6, Prices.of("apples"));
  }

  @Test
  void slowPears() throws Exception {
    Assumptions.assumeTrue(Boolean.getBoolean("shop.bug1"));
    assertEquals(9, Prices.of("slowPears"));
  }
}
