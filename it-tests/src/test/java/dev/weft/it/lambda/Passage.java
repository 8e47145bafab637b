package dev.weft.it.lambda;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What the implementations of generated lambdas do: note their arguments, suspend if they can, and
 * give a value.
 */
final class Passage {
  static final ContinuationScope SCOPE = new ContinuationScope("passage");

  private static final List<String> SEEN = new ArrayList<>();
  private static long seed;

  private Passage() {}

  /**
   * @param valueSeed decides the values that are given from now on
   */
  static void begin(long valueSeed) {
    SEEN.clear();
    seed = valueSeed;
  }

  static List<String> seen() {
    return List.copyOf(SEEN);
  }

  static Object through(Object[] arguments, Class<?> result) {
    SEEN.add(Arrays.deepToString(arguments) + Arrays.toString(classes(arguments)));
    if (Continuation.current(SCOPE) != null) {
      Continuation.yield(SCOPE);
    }
    return result == void.class ? null : Values.of(result, new Random(seed));
  }

  private static Class<?>[] classes(Object[] arguments) {
    return Arrays.stream(arguments)
        .map(a -> a == null ? Void.class : a.getClass())
        .toArray(Class<?>[]::new);
  }
}
