package dev.weft.it.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weft.Pinned;
import dev.weft.it.support.Differential;
import dev.weft.it.support.Differential.Report;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Lambdas whose caller is the JDK: they pin, and the values are right with and without a conversion
 * behind the call.
 */
class CalledByJdkTest {
  private static final Map<String, Program> PROGRAMS =
      Map.of(
          "void",
              p -> {
                List<Object> all = new ArrayList<>();
                List.of(1, 2, 3).forEach(x -> all.add(p.suspend(x)));
                return all;
              },
          "dropped result",
              p -> {
                Text text = new Text(p);
                List.of("a", "b").forEach(text::append);
                return text.toString();
              },
          "reference", p -> Stream.of("a", "b").map(p::suspend).toList(),
          "boxed result", p -> Stream.of(5, 6).map(x -> p.suspend(x) + 1).toList(),
          "boxed by reference", p -> Stream.of(1, 2).map(new Text(p)::twice).toList(),
          "primitive", p -> IntStream.of(1, 2).map((IntUnaryOperator) x -> p.suspend(x) * 3).sum(),
          "widened", p -> IntStream.of(1, 2).mapToDouble(new Text(p)::plain).sum(),
          "compared",
              p -> {
                List<Integer> sorted = new ArrayList<>(List.of(3, 1, 2));
                sorted.sort(Comparator.comparing(x -> p.suspend(x)));
                return sorted;
              },
          "computed",
              p -> {
                Map<String, Integer> map = new HashMap<>();
                Function<String, Integer> length = s -> p.suspend(s.length());
                map.computeIfAbsent("abc", length);
                return map;
              },
          "throwing",
              p -> {
                try {
                  List.of(1).forEach(x -> fail(p.suspend(x)));
                  return "no exception";
                } catch (IllegalStateException e) {
                  return e.getMessage() + p.suspend(4);
                }
              });

  @TestFactory
  Stream<DynamicTest> pinsWithTheRightValues() {
    return PROGRAMS.entrySet().stream()
        .map(each -> dynamicTest(each.getKey(), () -> check(each.getValue())));
  }

  private static void check(Program program) {
    try (Differential differential = new Differential()) {
      Report report = differential.compare(() -> program);
      assertEquals(List.of(), report.differences());
      assertEquals(Set.of(Pinned.FOREIGN_FRAME), report.pins());
    }
  }

  private static void fail(int n) {
    throw new IllegalStateException("failed " + n);
  }

  private static final class Text {
    private final Probe p;
    private final StringBuilder text = new StringBuilder();

    Text(Probe p) {
      this.p = p;
    }

    Text append(String part) {
      text.append(p.suspend(part));
      return this;
    }

    int twice(int n) {
      return p.suspend(n) * 2;
    }

    int plain(int n) {
      return p.suspend(n);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
