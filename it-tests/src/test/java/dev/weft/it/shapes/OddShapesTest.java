package dev.weft.it.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weft.Pinned;
import dev.weft.it.support.Differential;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Shapes made of bytecode, in every class file version that allows them, with and without stack
 * maps.
 */
class OddShapesTest {
  @TestFactory
  Stream<DynamicTest> suspendsLikeAnOrdinaryThread() {
    List<DynamicTest> tests = new ArrayList<>();
    Stream.of(OddStacks.all(), OddFlow.all())
        .flatMap(List::stream)
        .forEach(
            odd -> {
              for (int version : Odd.VERSIONS) {
                if (odd.isPossibleIn(version)) {
                  tests.add(dynamicTest(odd.className(version), () -> check(odd, version)));
                }
              }
            });
    return tests.stream();
  }

  private static void check(Odd odd, int version) {
    try (Differential differential = new Differential()) {
      Differential.Report report = differential.compare(() -> odd.make(version));
      assertEquals(List.of(), report.outcomeDifferences());
      assertEquals(odd.leftAlone() ? Set.of(Pinned.FOREIGN_FRAME) : Set.of(), report.pins());
      assertTrue(report.suspendPoints() > 0);
    }
  }
}
