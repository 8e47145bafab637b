package dev.weft.it.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Fiber;
import dev.weft.it.support.ForkedJvm;
import dev.weft.it.support.Jdks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One clear line for each way to start fibers wrongly. */
class BadSetUpIT {
  @Test
  void withoutTheAgent() throws Exception {
    assertEquals(
        "IllegalStateException: the Weft agent is not installed in this JVM: start it with"
            + " -javaagent:weft-agent.jar (the complete path of the jar)",
        last(new ForkedJvm().run(Starting.class.getName()).mustSucceed().lines()));
  }

  @Test
  void withoutTheRuntime() throws Exception {
    Path tests =
        Path.of(Starting.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Process process =
        new ProcessBuilder(
                Jdks.java().toString(),
                "-javaagent:" + Jdks.agent(),
                "-cp",
                tests.toString(),
                Starting.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(Fibers.SECONDS, TimeUnit.SECONDS));
      assertEquals(
          "IllegalStateException: no scheduler for fibers was found: weft-runtime.jar, and netty-transport that it"
              + " needs, must be on the class path",
          last(output.lines().toList()));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void withBadProperties() throws Exception {
    assertEquals(
        "IllegalArgumentException: weft.loops must be a number from 1 to 4096, not 'two'",
        withProperty("weft.loops=two"));
    assertEquals(
        "IllegalArgumentException: weft.transport must be epoll or nio, not 'kqueue'",
        withProperty("weft.transport=kqueue"));
  }

  @Test
  void onNio() throws Exception {
    assertEquals("started", withProperty("weft.transport=nio"));
  }

  private static String withProperty(String property) throws Exception {
    return last(
        new ForkedJvm()
            .agent("")
            .jvm("-D" + property)
            .run(Starting.class.getName())
            .mustSucceed()
            .lines());
  }

  private static String last(List<String> lines) {
    return lines.get(lines.size() - 1);
  }

  /** Starts one fiber and prints what came of it. */
  static final class Starting {
    public static void main(String[] args) throws Exception {
      try {
        System.out.println(Fiber.start(() -> "started").get(60, TimeUnit.SECONDS));
      } catch (IllegalStateException | IllegalArgumentException e) {
        System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
  }
}
