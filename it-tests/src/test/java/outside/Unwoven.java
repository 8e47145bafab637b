package outside;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Code that the tests' agent is told not to weave. */
public class Unwoven {
  public static int supply(Supplier<Integer> body) {
    return body.get();
  }

  public static void run(Runnable body) {
    body.run();
  }

  /** Runs {@code second} if {@code first} throws. */
  public static void either(Runnable first, Runnable second) {
    try {
      first.run();
    } catch (Throwable expected) {
      second.run();
    }
  }

  /** The same through another type and name. */
  public static <T> T eitherCall(Callable<T> first, Callable<T> second) throws Exception {
    try {
      return first.call();
    } catch (Throwable expected) {
      return second.call();
    }
  }

  /** Overridable; calls itself by virtual dispatch on the same receiver. */
  public int count(int n) {
    return n == 0 ? 0 : 1 + count(n - 1);
  }
}
