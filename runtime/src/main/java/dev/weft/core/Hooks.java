package dev.weft.core;

import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/** What woven code calls. None of these throws, but the results' delivery of an exception. */
public final class Hooks {
  private Hooks() {}

  @ForceInline
  @Hidden
  public static @Nullable ContinuationCore current() {
    return ThreadSlot.currentContinuation();
  }

  // ---- prologue

  /**
   * How this activation begins.
   *
   * @return {@code -1}: it was called; above 0: it is re-entered, and to restore that suspend point
   */
  @ForceInline
  @Hidden
  public static int enter(ContinuationCore c) {
    return c.link == ContinuationCore.AT_REST ? ContinuationCore.CALLED : restoredPoint(c);
  }

  @SuppressWarnings("NullAway") // RESTORE is set with a running frame only
  @Hidden
  private static int restoredPoint(ContinuationCore c) {
    c.link = ContinuationCore.AT_REST;
    return ((FrameA) c.running).point();
  }

  /** At the entry of exception handlers: an error may have cut an unwinding short. */
  @ForceInline
  @Hidden
  public static void clear(ContinuationCore c) {
    c.link = ContinuationCore.AT_REST;
  }

  /** After a call: whether it is unwinding. */
  @ForceInline
  @Hidden
  public static boolean unwinding(ContinuationCore c) {
    return c.link != ContinuationCore.AT_REST;
  }

  // ---- restore

  /** The frame that is being re-entered. */
  @SuppressWarnings("NullAway") // called while a frame is re-entered
  @Hidden
  public static FrameA frame(ContinuationCore c) {
    return (FrameA) c.running;
  }

  /** The end of a restore: the frame's references now live in locals only. */
  @Hidden
  public static void restored(ContinuationCore c) {
    if (c.running instanceof FrameA frame) { // not if code that a class loader ran has left none
      frame.clear(c);
      c.runningIsFree = true;
    }
  }

  // ---- results of a call that was suspended

  @Hidden
  public static void resultVoid(ContinuationCore c) {
    Throwable thrown = c.exception;
    if (thrown != null) {
      c.exception = null;
      throw Hooks.<RuntimeException>sneak(thrown);
    }
  }

  @Hidden
  public static @Nullable Object resultRef(ContinuationCore c) {
    resultVoid(c);
    Object result = c.ref;
    c.ref = null;
    return result;
  }

  @Hidden
  public static int resultInt(ContinuationCore c) {
    resultVoid(c);
    return (int) c.prim;
  }

  @Hidden
  public static long resultLong(ContinuationCore c) {
    resultVoid(c);
    return c.prim;
  }

  @Hidden
  public static float resultFloat(ContinuationCore c) {
    resultVoid(c);
    return Float.intBitsToFloat((int) c.prim);
  }

  @Hidden
  public static double resultDouble(ContinuationCore c) {
    resultVoid(c);
    return Double.longBitsToDouble(c.prim);
  }

  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // the caller names the type that its compiler must not check
  @Hidden
  static <T extends Throwable> T sneak(Throwable t) throws T {
    throw (T) t;
  }
}
