package dev.weft.core;

import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * The saved frames of a continuation, and those that it keeps to use again. A part of {@link
 * ContinuationCore}, inherited so that reaching it costs nothing; all of it belongs to the thread
 * that has the continuation mounted.
 */
abstract class FrameStack {
  /**
   * Saved frames, innermost first; before them, if {@link #topRuns}, the one whose activation runs:
   * it is often captured again, and then stands where it should.
   */
  @Nullable Frame top;

  boolean topRuns;

  /** How many of these the unwinding in progress has captured. */
  int capturedCount;

  /** The outermost of these, from two on; null otherwise. */
  @Nullable Frame capturedLast;

  /** The frame that was re-entered last. */
  @Nullable Frame running;

  /** Whether that frame has been read, and is not in use again for a capture. */
  boolean runningIsFree;

  /** Others whose activations run again, for the next capture: at most two. */
  @Nullable Frame spare;

  /** The frames that are not resumed. */
  @SuppressWarnings("NullAway") // a frame that runs is there
  @ForceInline
  @Hidden
  final @Nullable Frame saved() {
    return topRuns ? top.next : top;
  }

  /**
   * After the activation of the top frame has ended. What an unwinding captured that an error cut
   * short is lost code.
   */
  @ForceInline
  @Hidden
  final void popRunning() {
    if (capturedCount != 0) {
      dropCaptured();
    }
    if (topRuns) {
      top = saved();
      topRuns = false;
    }
  }

  @Hidden
  final void dropCaptured() {
    top = lastCaptured().next;
    topRuns = false;
    capturedCount = 0;
    capturedLast = null;
  }

  /**
   * Puts a captured frame behind those that this unwinding captured before, and so before those
   * that were not resumed. Here and below, a reference that is there already is not stored again,
   * and counts stand in for references: a collector's barrier costs more than a comparison.
   */
  @ForceInline
  @Hidden
  final void append(Frame frame) {
    if (capturedCount++ == 0) {
      Frame rest = saved();
      if (frame.next != rest) {
        frame.next = rest;
      }
      if (frame != top) {
        top = frame;
      }
      topRuns = false;
    } else {
      appendFurther(frame);
    }
  }

  @Hidden
  private void appendFurther(Frame frame) {
    Frame last = lastCaptured();
    frame.next = last.next;
    last.next = frame;
    capturedLast = frame;
  }

  @SuppressWarnings("NullAway") // called after a first capture
  @Hidden
  private Frame lastCaptured() {
    return capturedLast == null ? top : capturedLast;
  }

  /** The end of an unwinding: what was captured stays on top of what was not resumed. */
  final void endCapture() {
    if (capturedCount > 1) {
      capturedLast = null;
    }
    capturedCount = 0;
    if (runningIsFree) {
      running = null;
    }
    if (spare != null) {
      spare = null;
    }
  }

  /**
   * Makes {@code frame} the running one and keeps the one before it for reuse. It is free itself
   * when it has been read ({@link Hooks#restored}): reading it may load classes, and so run other
   * code.
   */
  @ForceInline
  final void retire(Frame frame) {
    Frame before = running;
    if (before != frame) {
      if (before != null && runningIsFree) {
        keep(before);
      }
      running = frame instanceof FrameA ? frame : null;
    }
    runningIsFree = false;
  }

  private void keep(Frame frame) {
    if (!(frame instanceof FrameA)) {
      return;
    }
    frame.next = spare;
    spare = frame;
    Frame second = frame.next;
    if (second != null && second.next != null) {
      second.next = null;
    }
  }

  /** A frame of exactly that class to use again, or null. */
  @ForceInline
  @Hidden
  final @Nullable Frame takeSpare(Class<? extends Frame> kind) {
    Frame last = running;
    if (runningIsFree && last != null && last.getClass() == kind) {
      runningIsFree = false;
      return last;
    }
    return takeKept(kind);
  }

  @Hidden
  private @Nullable Frame takeKept(Class<? extends Frame> kind) {
    Frame before = null;
    for (Frame frame = spare; frame != null; frame = frame.next) {
      if (frame.getClass() == kind) {
        if (before == null) {
          spare = frame.next;
        } else {
          before.next = frame.next;
        }
        return frame;
      }
      before = frame;
    }
    return null;
  }

  final void describe(SavedFrames into) {
    for (Frame frame = saved(); frame != null; frame = frame.next) {
      frame.describe(into);
    }
  }
}
