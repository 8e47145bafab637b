package dev.weft.it.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.it.support.ForkedJvm;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Libraries with everything woven, whose callbacks suspend, give what they give in a JVM without
 * the agent. The numbers are lower bounds of how often each must really suspend.
 */
final class LibraryIT {
  private static final Map<String, String> PLAIN = new HashMap<>();

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
    List<String> woven =
        new ForkedJvm()
            .agent("weave=*")
            .run(LibraryMain.class.getName(), "continuation", library)
            .mustSucceed()
            .lines();
    assertEquals(plainOutcome(library), value(woven, "outcome"));
    int suspended = Integer.parseInt(value(woven, "suspended"));
    System.out.println(library + ": suspended " + suspended + ", pinned " + value(woven, "pinned"));
    assertTrue(
        suspended >= leastSuspensions,
        () -> "suspended only " + suspended + " times: " + value(woven, "pinned"));
  }

  /**
   * On an event loop, with a bystander that must come by between the steps. Freemarker keeps its
   * state in thread locals, which fibers of one loop share so far: only one at a time may run it.
   */
  @ParameterizedTest
  @CsvSource({
    "antlr, 3, 500",
    "clojure, 3, 100",
    "freemarker, 1, 100",
    "guava, 3, 500",
    "h2, 3, 0",
    "jackson, 3, 1000",
    "kotlin, 3, 300",
    "lucene, 3, 100"
  })
  void resultsInFibersAreThoseOfPlainJava(String library, int count, int leastTurns)
      throws IOException, InterruptedException {
    List<String> fibers =
        new ForkedJvm()
            .agent("weave=*")
            .jvm("-Dweft.loops=1")
            .run(LibraryMain.class.getName(), "fibers", library, String.valueOf(count))
            .mustSucceed()
            .lines();
    List<String> outcomes = fibers.stream().filter(line -> line.startsWith("outcome: ")).toList();
    assertEquals(Collections.nCopies(count, "outcome: " + plainOutcome(library)), outcomes);
    int turns = Integer.parseInt(value(fibers, "turns"));
    assertTrue(turns >= leastTurns, () -> "the bystander had only " + turns + " turns");
  }

  /** In a JVM without the agent, once for each library. */
  private static String plainOutcome(String library) throws IOException, InterruptedException {
    String known = PLAIN.get(library);
    if (known == null) {
      known =
          value(
              new ForkedJvm()
                  .run(LibraryMain.class.getName(), "thread", library)
                  .mustSucceed()
                  .lines(),
              "outcome");
      PLAIN.put(library, known);
    }
    return known;
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
