package dev.weft.it.traces;

import static dev.weft.it.traces.Compared.pause;

import dev.weft.ContinuationScope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Bodies whose exceptions {@link TracesIT} compares. Several calls stand in one method so that line
 * numbers matter.
 */
final class Bodies {
  private static final ContinuationScope INNER = new ContinuationScope("inner");

  private Bodies() {}

  /** Pauses at each depth on the way down, and throws at the bottom. */
  static Throwable descending(int depth) {
    pause();
    if (depth > 0) {
      return descending(depth - 1);
    }
    return new IllegalStateException("bottom");
  }

  /** Pauses at the bottom only: all callers are saved when the exception is created further up. */
  static Throwable ascending(int depth) {
    if (depth == 0) {
      pause();
      return null;
    }
    Throwable deeper = ascending(depth - 1);
    return deeper == null && depth == 3 ? new IllegalStateException("on the way up") : deeper;
  }

  static Throwable repeated() {
    Throwable last = null;
    for (int i = 0; i < 5; i++) {
      pause();
      last = new RuntimeException("round " + i, last);
    }
    return last;
  }

  /** Thrown through saved frames, caught and wrapped on the way. */
  static Throwable wrapped() {
    try {
      failing(3);
      return null;
    } catch (IllegalArgumentException e) {
      pause();
      IllegalStateException wrapper = new IllegalStateException(e);
      wrapper.addSuppressed(ascending(5));
      return wrapper;
    }
  }

  private static void failing(int depth) {
    if (depth > 0) {
      failing(depth - 1);
    }
    pause();
    throw new IllegalArgumentException("depth " + depth);
  }

  /** Thrown by the JVM, not by an athrow. */
  static Throwable ofTheJvm(Object nothing, int zero, int[] array) {
    List<Throwable> all = new ArrayList<>();
    for (Callable<?> action :
        List.<Callable<?>>of(
            nothing(nothing),
            nothing((Supplier<?>) nothing),
            () -> 1 / zero,
            () -> array[7],
            () -> (String) (Object) array)) {
      pause();
      try {
        action.call();
      } catch (Exception e) {
        all.add(e);
      }
    }
    RuntimeException holder = new RuntimeException();
    all.forEach(holder::addSuppressed);
    return holder;
  }

  private static Callable<?> nothing(Object nothing) {
    return () -> {
      pause();
      return nothing.hashCode();
    };
  }

  /** Through an interface. */
  private static Callable<?> nothing(Supplier<?> nothing) {
    return () -> {
      pause();
      return nothing.get();
    };
  }

  /** Through every kind of caller. */
  static Throwable kinds() {
    Supplier<Throwable> reference = new Bodies.Derived<>("x")::viaBridge;
    Supplier<Throwable> lambda =
        () -> {
          pause();
          return reference.get();
        };
    return lambda.get();
  }

  interface Viewed {
    default Throwable viaDefault() {
      pause();
      return viaStatic(2);
    }

    static Throwable viaStatic(int n) {
      pause();
      return new Constructed(n).made;
    }
  }

  abstract static class Base<T> implements Viewed {
    abstract Throwable take(T value);

    Throwable viaBridge() {
      pause();
      return take(value());
    }

    abstract T value();
  }

  static final class Derived<S extends CharSequence> extends Base<S> {
    private final S value;

    Derived(S value) {
      this.value = value;
    }

    @Override
    S value() {
      return value;
    }

    @Override
    Throwable take(S text) {
      pause();
      return viaDefault();
    }
  }

  static final class Constructed {
    final Throwable made;

    Constructed(int n) {
      made = new Exception("in a constructor " + n);
    }
  }

  /** An inner continuation whose yields to the outer scope suspend both. */
  static Throwable nested(int depth, boolean within) {
    Throwable[] made = new Throwable[1];
    pause();
    Compared.inner(
        INNER,
        () -> {
          Throwable inside = descending(depth);
          if (within) {
            made[0] = inside;
          }
        });
    return within ? made[0] : descending(1);
  }

  static Throwable nestedTwice() {
    Throwable[] made = new Throwable[1];
    Compared.inner(
        INNER,
        () -> {
          pause();
          made[0] = nested(2, true);
        });
    return made[0];
  }

  /** A foreign frame in between: the pauses above it are pinned, those below it not. */
  static Throwable pinned(int depth) {
    List<Throwable> made = new ArrayList<>();
    pause();
    new ArrayList<>(List.of(1, 2)).forEach(i -> made.add(descending(depth + i)));
    made.get(1).addSuppressed(made.get(0));
    return made.get(1);
  }

  /** A foreign frame above a foreign frame. */
  static Throwable pinnedTwice() {
    List<Throwable> made = new ArrayList<>();
    pause();
    new ArrayList<>(List.of(1)).forEach(i -> made.add(pinned(2)));
    return made.get(0);
  }

  static Throwable ownTrace() {
    descending(2);
    Exception holder = new Exception();
    holder.setStackTrace(Thread.currentThread().getStackTrace());
    return holder;
  }
}
