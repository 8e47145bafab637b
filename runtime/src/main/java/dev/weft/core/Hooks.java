package dev.weft.core;

import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls. None of these throws, but the results' delivery of an exception. {@code c}
 * is null outside a continuation.
 */
public final class Hooks {
  private Hooks() {}

  @ForceInline
  @Hidden
  public static @Nullable ContinuationCore current() {
    return ThreadSlot.currentContinuation();
  }

  // ---- stub

  /**
   * What a stub asks: the continuation in which the method's woven copy is to run, or null for the
   * plain body.
   */
  @ForceInline
  @Hidden
  public static @Nullable ContinuationCore entering() {
    ContinuationCore c = ThreadSlot.currentContinuation();
    return c == null || c.link != ContinuationCore.PLAIN ? c : plain(c);
  }

  @Hidden
  private static @Nullable ContinuationCore plain(ContinuationCore c) {
    c.link = ContinuationCore.AT_REST;
    return null;
  }

  // ---- prologue

  /**
   * Reads the link: {@code -1} the caller is woven (or c is null), {@code 0} this activation is a
   * root, above: restore that point.
   */
  @ForceInline
  @Hidden
  public static int enter(@Nullable ContinuationCore c, int token) {
    if (c == null) {
      return ContinuationCore.WOVEN_CALLER;
    }
    int link = c.link;
    c.link = ContinuationCore.AT_REST;
    return link == token
        ? ContinuationCore.WOVEN_CALLER
        : link == ContinuationCore.RESTORE ? restoredPoint(c) : ContinuationCore.ROOT;
  }

  /**
   * {@link #enter(ContinuationCore, int)} for a method that may be called through a foreign type.
   */
  @ForceInline
  @Hidden
  public static int enter(@Nullable ContinuationCore c, int token, Object self) {
    if (c == null) {
      return ContinuationCore.WOVEN_CALLER;
    }
    int link = c.link;
    c.link = ContinuationCore.AT_REST;
    if (link == token) {
      return ContinuationCore.WOVEN_CALLER;
    }
    if (link == (token | ContinuationCore.BY_RECEIVER)) {
      return c.receiver == self ? ContinuationCore.WOVEN_CALLER : ContinuationCore.ROOT;
    }
    return link == ContinuationCore.RESTORE ? restoredPoint(c) : ContinuationCore.ROOT;
  }

  @SuppressWarnings("NullAway") // RESTORE is set with a running frame only
  @Hidden
  private static int restoredPoint(ContinuationCore c) {
    return ((FrameA) c.running).point();
  }

  /**
   * The prologue of a method that is not woven but calls others: its callees must not take its
   * caller for their own.
   */
  @ForceInline
  @Hidden
  public static void clear() {
    if (ThreadSlot.inUse) { // else an interpreter would call twice to find that out
      clear(ThreadSlot.currentContinuation());
    }
  }

  /**
   * At the entry of exception handlers: an invoke instruction that fails leaves its token unread.
   */
  @ForceInline
  @Hidden
  public static void clear(@Nullable ContinuationCore c) {
    if (c != null) {
      c.link = ContinuationCore.AT_REST;
    }
  }

  /**
   * A link and receiver put by.
   *
   * @param number of the method that did so
   */
  record Shelf(int number, int link, @Nullable Object receiver, @Nullable Shelf below) {}

  /**
   * Puts the link by while the JVM runs code between an announced call and its callee: a class
   * initialiser, a class loader, a transformer.
   *
   * @param number of the method that runs
   */
  @Hidden
  public static void shelve(int number) {
    ContinuationCore c = ThreadSlot.currentContinuation();
    if (c != null) {
      c.shelf = new Shelf(number, c.link, c.receiver, c.shelf);
      c.link = ContinuationCore.AT_REST;
    }
  }

  /**
   * At the end of the method that put the link by; methods that it called may have ended by a
   * throw.
   */
  @Hidden
  public static void unshelve(int number) {
    ContinuationCore c = ThreadSlot.currentContinuation();
    Shelf shelf = c == null ? null : c.shelf;
    while (shelf != null && shelf.number != number) {
      shelf = shelf.below;
    }
    if (c != null && shelf != null) {
      c.link = shelf.link;
      c.receiver = shelf.receiver;
      c.shelf = shelf.below;
    }
  }

  /**
   * {@link #shelve(int)} for code that is sure to come to its end.
   *
   * @return what {@link #unshelve(Object)} takes
   */
  @Hidden
  public static @Nullable Object shelve() {
    ContinuationCore c = ThreadSlot.currentContinuation();
    if (c == null || c.link == ContinuationCore.AT_REST) {
      return null;
    }
    Shelf shelf = new Shelf(0, c.link, c.receiver, null);
    c.link = ContinuationCore.AT_REST;
    return shelf;
  }

  @Hidden
  public static void unshelve(@Nullable Object shelf) {
    ContinuationCore c = ThreadSlot.currentContinuation();
    if (c != null && shelf instanceof Shelf put) {
      c.link = put.link;
      c.receiver = put.receiver;
    }
  }

  // ---- around a call

  @ForceInline
  @Hidden
  public static void arm(@Nullable ContinuationCore c, int token) {
    if (c != null) {
      c.link = token;
    }
  }

  /**
   * Announces a call through a type that is not woven: only {@code receiver}'s own method will take
   * it as meant for it.
   */
  @ForceInline
  @Hidden
  public static void arm(@Nullable Object receiver, @Nullable ContinuationCore c, int token) {
    if (c != null) {
      if (c.receiver != receiver) { // it is cleared only when c suspends or ends
        c.receiver = receiver;
      }
      c.link = token | ContinuationCore.BY_RECEIVER;
    }
  }

  /** After a call: whether it is unwinding. A token that a foreign callee left is cleared. */
  @ForceInline
  @Hidden
  public static boolean unwinding(@Nullable ContinuationCore c) {
    if (c == null || c.link == ContinuationCore.AT_REST) {
      return false;
    }
    if (c.link == ContinuationCore.UNWIND) {
      return true;
    }
    c.link = ContinuationCore.AT_REST;
    return false;
  }

  /**
   * A root whose call is unwinding: resumes its callees in place and leaves the call's result in c.
   */
  @DontInline
  @Hidden
  public static void pin(ContinuationCore c) {
    Trampoline.resumeInPlace(c, PinSite.belowRoot());
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
