package dev.weft.it.fuzz.gen;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.MethodTooLargeException;

/**
 * A generated program.
 *
 * @param classes class files by binary name; the class {@code Main} implements Callable to run the
 *     program, and AutoCloseable to put its static fields back to where they start
 */
public record Program(long seed, Features features, Map<String, byte[]> classes) {
  public static final String MAIN = "dev.weft.un.woven.Main";

  /** The same seed and pruning always give the same program, byte for byte. */
  public static Program generate(long seed, Pruning pruning) {
    Rng r = new Rng(seed);
    Features features = Features.random(r);
    long planSeed = r.next();
    try {
      return generate(seed, planSeed, features, pruning);
    } catch (MethodTooLargeException e) {
      return generate(seed, planSeed, features.notLarge(), pruning);
    }
  }

  private static Program generate(long seed, long planSeed, Features features, Pruning pruning) {
    Plan plan = Planner.plan(new Rng(planSeed), features);
    Map<String, byte[]> classes = new LinkedHashMap<>();
    classes.put(Types.BASE.getClassName(), BaseMaker.make(features.version()));
    for (ClassModel model : plan.classes) {
      classes.put(model.type.getClassName(), ClassMaker.make(plan, model, pruning));
    }
    return new Program(seed, features, classes);
  }
}
