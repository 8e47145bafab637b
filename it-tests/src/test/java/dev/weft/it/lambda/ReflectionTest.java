package dev.weft.it.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.it.support.ForkedJvm;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Reflective calls give, throw and refuse the same without the agent, woven, and woven and
 * suspended.
 */
class ReflectionTest {
  private static final String PROGRAM = ReflectionProgram.class.getName();
  private static final String OPTIONS = "weave=dev.weft.it.*";

  @Test
  void isMethodInvoke() throws IOException, InterruptedException {
    List<String> plain = new ForkedJvm().run(PROGRAM).mustSucceed().lines();
    assertTrue(plain.size() > 1000, () -> "only " + plain);
    List<String> woven = new ForkedJvm().agent(OPTIONS).run(PROGRAM).mustSucceed().lines();
    assertLines(plain, woven);
    List<String> suspended =
        new ForkedJvm().agent(OPTIONS).run(PROGRAM, "suspending").mustSucceed().lines();
    assertLines(plain, suspended);
  }

  private static void assertLines(List<String> expected, List<String> actual) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      assertEquals(expected.get(i), actual.get(i), "line " + i);
    }
    assertEquals(expected.size(), actual.size());
  }
}
