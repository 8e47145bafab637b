package dev.weft.it.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weft.it.support.ForkedJvm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each shape with one of its classes, chosen at random, left unwoven: the same result, and pinned
 * wherever that class has a frame under a suspension, and only there. {@code weft.test.seed} sets
 * the seed, {@code weft.test.rounds} how many JVMs are started.
 */
class ExcludedShapesIT {
  private static final long SEED = Long.getLong("weft.test.seed", 1);
  private static final int ROUNDS = Integer.getInteger("weft.test.rounds", 2);

  @TestFactory
  Stream<DynamicTest> pinsExactlyWhereTheExcludedClassIs() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long seed = SEED + round;
      Map<String, String> excluded = pick(new Random(seed));
      ShapeRun run = run(excluded);
      excluded.forEach(
          (shape, without) -> {
            String name = shape + " without " + without + ", seed " + seed;
            tests.add(
                dynamicTest(name, () -> assertEquals(List.of(), run.wrong().get(shape), name)));
          });
    }
    return tests.stream();
  }

  private static Map<String, String> pick(Random random) {
    Map<String, String> excluded = new LinkedHashMap<>();
    for (Shape shape : Shapes.all()) {
      String pick = shape.pickExcluded(random);
      if (pick != null) {
        excluded.put(shape.name(), pick);
      }
    }
    return excluded;
  }

  private static ShapeRun run(Map<String, String> excluded) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("suspending"));
    excluded.forEach((shape, without) -> arguments.add(shape + "=" + without));
    String options = "weave=dev.weft.it.*,exclude=" + String.join(";", excluded.values());
    return ShapeRun.of(new ForkedJvm().agent(options), arguments);
  }
}
