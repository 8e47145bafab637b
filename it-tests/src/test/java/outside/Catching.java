package outside;

import java.util.function.IntUnaryOperator;

/** Foreign code that goes on after what woven code has thrown. */
public final class Catching {
  private Catching() {}

  /** A type that is not woven, with a method of the same name and descriptor as one that is. */
  public interface Stepping {
    int step(int n);
  }

  /** The second one's result if the first one throws. */
  public static int either(Stepping first, Stepping second, int n) {
    try {
      return first.step(n);
    } catch (Throwable expected) {
      return second.step(n);
    }
  }

  /** The same, with a method of another name in front. */
  public static int either(IntUnaryOperator first, Stepping second, int n) {
    try {
      return first.applyAsInt(n);
    } catch (Throwable expected) {
      return second.step(n);
    }
  }
}
