package dev.weft.it.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.it.support.ForkedJvm;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Libraries with everything woven, whose callbacks suspend, give what they give in a JVM without
 * the agent. The numbers are lower bounds of how often each must really suspend.
 */
final class LibraryIT {
  @ParameterizedTest
  @CsvSource({
    "antlr, 500",
    "clojure, 100",
    "freemarker, 100",
    "guava, 500",
    "h2, 0",
    "jackson, 1000",
    "kotlin, 300",
    "lucene, 100"
  })
  void resultsAreThoseOfPlainJava(String library, int leastSuspensions)
      throws IOException, InterruptedException {
    List<String> plain =
        new ForkedJvm().run(LibraryMain.class.getName(), "thread", library).mustSucceed().lines();
    List<String> woven =
        new ForkedJvm()
            .agent("weave=*")
            .run(LibraryMain.class.getName(), "continuation", library)
            .mustSucceed()
            .lines();
    assertEquals(value(plain, "outcome"), value(woven, "outcome"));
    int suspended = Integer.parseInt(value(woven, "suspended"));
    System.out.println(library + ": suspended " + suspended + ", pinned " + value(woven, "pinned"));
    assertTrue(
        suspended >= leastSuspensions,
        () -> "suspended only " + suspended + " times: " + value(woven, "pinned"));
  }

  private static String value(List<String> lines, String name) {
    String start = name + ": ";
    for (String line : lines) {
      if (line.startsWith(start)) {
        return line.substring(start.length());
      }
    }
    throw new AssertionError("no " + start + "in " + lines);
  }
}
