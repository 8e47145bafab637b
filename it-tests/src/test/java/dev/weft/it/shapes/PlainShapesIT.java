package dev.weft.it.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.it.support.ForkedJvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On an ordinary thread, woven code does what it does in a JVM without the agent. */
class PlainShapesIT {
  private static final String DEEP_STACK = "-Xss64m";

  @Test
  void wovenEqualsUnwoven() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("plain"));
    for (Shape shape : Shapes.all()) {
      if (!shape.name().startsWith("GeneratorShapes")) { // these need the agent
        arguments.add(shape.name());
      }
    }
    ShapeRun unwoven = ShapeRun.of(new ForkedJvm().jvm(DEEP_STACK), arguments);
    ShapeRun woven =
        ShapeRun.of(new ForkedJvm().jvm(DEEP_STACK).agent("weave=dev.weft.it.*"), arguments);
    assertFalse(unwoven.outcomes().isEmpty());
    unwoven
        .outcomes()
        .forEach((shape, outcome) -> assertEquals(outcome, woven.outcomes().get(shape), shape));
    assertEquals(unwoven.outcomes().keySet(), woven.outcomes().keySet());
  }
}
