package dev.weft.core;

import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Runs a continuation's saved frames, innermost first, each to its end or to the next suspension.
 *
 * <p>A <em>level</em> is one run of this loop. The base level is the one of {@code
 * Continuation.run}; a pinned root opens a level of its own above it ({@link #resumeInPlace}),
 * whose frames are those between the root and the yield.
 *
 * <p>All methods here are hidden from stack traces but {@link #reenter}, {@link #refuse} and {@link
 * #carry}, which mark in the JVM's own trace where the saved callers belong ({@link LogicalTrace}).
 */
final class Trampoline {
  private Trampoline() {}

  /**
   * Runs until {@code c} ends (false; result or exception left in c) or suspends (true; frames left
   * in c).
   */
  @Hidden
  static boolean run(ContinuationCore c) {
    if (c.phase == ContinuationCore.PHASE_NEW_MOUNTED) {
      return start(c);
    }
    c.resumed = true;
    return resume(c);
  }

  @Hidden
  private static boolean start(ContinuationCore c) {
    c.releasePhase(ContinuationCore.PHASE_MOUNTED);
    c.resumed = false;
    try {
      c.announceTarget();
      c.callTarget();
    } catch (Throwable t) {
      c.link = ContinuationCore.AT_REST;
      c.exception = t;
      return false;
    }
    return c.link == ContinuationCore.UNWIND ? suspended(c) : ended(c);
  }

  private static boolean ended(ContinuationCore c) {
    c.link = ContinuationCore.AT_REST;
    return false;
  }

  @Hidden
  private static boolean resume(ContinuationCore c) {
    Frame frame;
    while ((frame = c.top) != null) {
      c.topRuns = true;
      c.retire(frame);
      c.link = ContinuationCore.RESTORE;
      try {
        reenter(c, frame);
      } catch (Throwable t) {
        c.link = ContinuationCore.AT_REST;
        c.exception = t;
        c.popRunning();
        continue;
      }
      if (c.link == ContinuationCore.UNWIND) {
        return suspended(c);
      }
      c.link = ContinuationCore.AT_REST;
      c.popRunning();
    }
    return false;
  }

  /** Not hidden: the saved callers of {@code frame} stand here in a logical stack trace. */
  static void reenter(ContinuationCore c, Frame frame) throws Throwable {
    frame.resume(c);
  }

  /** Not hidden: a logical stack trace of an isolated continuation ends here. */
  static boolean carry(ContinuationCore c) {
    return run(c);
  }

  private static boolean suspended(ContinuationCore c) {
    c.link = ContinuationCore.AT_REST;
    c.endCapture();
    return true;
  }

  /**
   * Called by a pinned root whose callees have been captured: tells the scope that it cannot
   * unmount, resumes the callees here, and leaves their result or exception in {@code c}. They may
   * yield, and so be pinned, again.
   */
  @Hidden
  static void resumeInPlace(ContinuationCore c, PinSite site) {
    Level below = new Level(c.splitCaptured(), c.resumed, c.levels);
    c.levels = below;
    c.link = ContinuationCore.AT_REST;
    c.resumed = true;
    try {
      do {
        refuse(c, site);
      } while (resume(c));
    } finally {
      c.top = below.top;
      c.topRuns = false;
      c.resumed = below.resumed;
      c.levels = below.next;
    }
  }

  /**
   * Leaves false, or what onPinned threw, as the yield's result. Not hidden: as in {@link
   * #reenter}.
   */
  private static void refuse(ContinuationCore c, PinSite site) {
    ContinuationCore target = c.yieldTo == null ? c : c.yieldTo;
    c.yieldTo = null;
    try {
      target.pinned(site);
      c.prim = 0;
    } catch (Throwable t) {
      c.exception = t;
    }
  }

  /** The level below one that a pinned root opened. */
  static final class Level {
    final @Nullable Frame top;
    final boolean resumed;
    final @Nullable Level next;

    Level(@Nullable Frame top, boolean resumed, @Nullable Level next) {
      this.top = top;
      this.resumed = resumed;
      this.next = next;
    }
  }
}
