package dev.weft.core;

import jdk.internal.vm.annotation.Hidden;

/**
 * Runs a continuation's saved frames, innermost first, each to its end or to the next suspension.
 *
 * <p>The methods here are hidden from stack traces, but for {@link #carry}. What stands for a run
 * of this loop on the stack is a frame of {@link LevelMark} or {@link LevelStart}.
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
    return true;
  }
}
