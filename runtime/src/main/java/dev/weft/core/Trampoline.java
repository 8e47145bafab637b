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
 * <p>The methods here are hidden from stack traces, but for {@link #carry}. What stands for a level
 * on the stack is a frame of {@link LevelMark} or {@link LevelStart}: each level has one.
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
      LevelStart.call(c);
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
        LevelMark.reenter(c, frame);
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

  /** Not hidden: a logical stack trace of an isolated continuation ends here. */
  static boolean carry(ContinuationCore c) {
    return run(c);
  }

  private static boolean suspended(ContinuationCore c) {
    c.link = ContinuationCore.AT_REST;
    c.endCapture();
    c.forgetReceiver();
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
        LevelMark.refuse(c, site);
      } while (resume(c));
    } finally {
      c.top = below.top;
      c.topRuns = false;
      c.resumed = below.resumed;
      c.levels = below.next;
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
