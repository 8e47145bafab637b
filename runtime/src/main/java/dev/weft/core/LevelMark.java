package dev.weft.core;

import org.jspecify.annotations.Nullable;

/**
 * Where the saved callers of a continuation that the {@link Trampoline} runs belong in the JVM's
 * own stack trace ({@link LogicalTrace}). Of the engine's methods only these are not hidden from
 * it; they have a class of their own because a walk of the stack tells a frame's class at once, and
 * its method only at a price.
 */
final class LevelMark {
  private LevelMark() {}

  /** It was resumed: the callers of {@code frame} are missing. */
  static void reenter(ContinuationCore c, Frame frame) throws Throwable {
    frame.resume(c);
  }

  /**
   * {@code c} was run by a foreign frame, and a scope beyond that frame, {@code to}, was asked to
   * yield: all frames of {@code c} are missing.
   */
  static void refuseHere(
      ContinuationCore c, ContinuationCore to, @Nullable ContinuationCore outer, ThreadSlot slot) {
    c.parent = outer;
    c.resumed = true;
    slot.current = c;
    try {
      to.pinned(PinSite.here());
      c.prim = 0;
    } catch (Throwable t) {
      c.exception = t;
    } finally {
      slot.current = outer;
      c.parent = null;
    }
  }
}
