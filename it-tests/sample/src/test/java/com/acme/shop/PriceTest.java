package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.junit.ExpectBlocking;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PriceTest {
  private PriceServer server;

  @BeforeEach
  void start() throws InterruptedException {
    server = new PriceServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String priceOf(String good) throws IOException {
    try (Socket socket = new Socket("localhost", server.port())) {
      Writer out = new OutputStreamWriter(socket.getOutputStream());
      out.write(good + "\n");
      out.flush();
      return new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
    }
  }

  @Test
  void apples() throws IOException {
    assertEquals("6", priceOf("apples"));
  }

  @Test
  void slowPears() throws IOException {
    Assumptions.assumeTrue(Boolean.getBoolean("shop.bug1"));
    assertEquals("9", priceOf("slowPears"));
  }

  @Test
  void remotePlums() throws IOException {
    Assumptions.assumeTrue(Boolean.getBoolean("shop.bug2"));
    assertEquals("11", priceOf("remotePlums"));
  }

  @Test
  @ExpectBlocking(kind = "sleep")
  void slowMelons() throws IOException {
    Assumptions.assumeTrue(Boolean.getBoolean("shop.expected"));
    assertEquals("10", priceOf("slowMelons"));
  }
}
