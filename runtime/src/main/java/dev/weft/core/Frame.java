package dev.weft.core;

import org.jspecify.annotations.Nullable;

/**
 * One saved activation. A suspended continuation is a list of them, innermost first. Touched only
 * by who has it mounted.
 */
abstract class Frame {
  @Nullable Frame next;

  /**
   * Re-enters the activation at its suspend point, where {@code c} delivers its result or
   * exception. On return {@code c.link} tells whether it ended (0, its own result delivered to
   * {@code c}) or suspended again (UNWIND).
   */
  abstract void resume(ContinuationCore c) throws Throwable;

  /** Adds what a stack trace shows of this activation, innermost first. */
  abstract void describe(SavedFrames into);
}
