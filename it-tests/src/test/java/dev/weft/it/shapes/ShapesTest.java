package dev.weft.it.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weft.it.support.Differential;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each shape, on an ordinary thread and suspended at every suspend point, in this JVM. */
class ShapesTest {
  @TestFactory
  Stream<DynamicTest> suspendsLikeAnOrdinaryThread() {
    return Shapes.all().stream().map(shape -> dynamicTest(shape.name(), () -> check(shape)));
  }

  private static void check(Shape shape) {
    try (Differential differential = new Differential()) {
      assertEquals(List.of(), shape.check(differential, null), shape.name());
    }
  }
}
