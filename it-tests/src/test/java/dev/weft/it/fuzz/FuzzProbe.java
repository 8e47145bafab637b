package dev.weft.it.fuzz;

import dev.weft.Continuation;
import java.util.function.IntSupplier;

/** What generated programs call: methods that trace a value, suspend, and give it back. */
public final class FuzzProbe {
  /** Method entries and loop turns that are left. */
  public static int fuel;

  /** A receiver that is always there. */
  public static Object shared;

  private FuzzProbe() {}

  public static int nextId() {
    return FuzzRun.current.nextId();
  }

  public static String name(int id) {
    return "object " + id;
  }

  public static void suspend() {
    FuzzRun run = FuzzRun.current;
    run.trace.add(1);
    if (run.wantsToSuspend() && !Continuation.yield(FuzzRun.SCOPE)) {
      run.refused++;
    }
  }

  public static int pass(int v) {
    trace(v);
    suspend();
    return v;
  }

  public static long pass(long v) {
    suspend();
    trace(v);
    return v;
  }

  public static float pass(float v) {
    trace(v);
    suspend();
    return v;
  }

  public static double pass(double v) {
    suspend();
    trace(v);
    return v;
  }

  public static Object pass(Object v) {
    trace(v);
    suspend();
    return v;
  }

  public static long wide(long a, int b, double c, float d, Object e) {
    suspend();
    trace(a);
    trace(b);
    suspend();
    trace(c);
    trace(d);
    trace(e);
    return a + b;
  }

  /** Always throws. */
  public static RuntimeException fail(int kind) {
    suspend();
    switch (kind) {
      case 0 -> throw new FuzzException(kind);
      case 1 -> throw new ArithmeticException("made up");
      case 2 -> throw new FuzzError(kind);
      case 3 -> throw FuzzProbe.<RuntimeException>sneak(new FuzzChecked(kind));
      default -> throw new IllegalStateException("kind " + kind);
    }
  }

  @SuppressWarnings("unchecked")
  static <T extends Throwable> T sneak(Throwable t) throws T {
    throw (T) t;
  }

  /** Keeps strings that a loop builds from doubling without end. */
  public static String shorten(String s) {
    return s.length() <= 40 ? s : s.substring(0, 40);
  }

  /** Something with a text that has no address in it. */
  public static Object text(Object v) {
    suspend();
    return v instanceof IntSupplier || v instanceof String || v instanceof Number
        ? v
        : Values.describe(v);
  }

  // ---- traced, without suspending

  public static void trace(int v) {
    FuzzRun.current.trace.add(v);
  }

  public static void trace(long v) {
    FuzzRun.current.trace.add(v);
  }

  public static void trace(float v) {
    FuzzRun.current.trace.add(Float.floatToIntBits(v));
  }

  public static void trace(double v) {
    FuzzRun.current.trace.add(Double.doubleToLongBits(v));
  }

  public static void trace(Object v) {
    FuzzRun.current.trace.add(Values.describe(v));
  }
}
