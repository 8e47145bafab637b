package dev.weft.detect;

import org.jspecify.annotations.Nullable;

/** The origins of fibers, for the agent, which brings the engine and detection together. */
public final class Fibers {
  private Fibers() {}

  /**
   * The origin of a fiber that the calling code starts.
   *
   * @param body what the fiber runs
   * @return null if nothing is known
   */
  public static @Nullable Object originHere(Object body) {
    try {
      Origin origin = Origin.here(TaskType.of(body.getClass()));
      return origin == Origin.NONE ? null : origin;
    } catch (Throwable t) {
      Hooks.failed();
      return null;
    }
  }

  /**
   * Begins a turn.
   *
   * @return what is to be given to {@link #end}
   */
  public static Object begin(Object origin) {
    try {
      return ((Origin) origin).enter();
    } catch (Throwable t) {
      Hooks.failed();
      return Origin.NONE;
    }
  }

  public static void end(Object before) {
    try {
      ((Origin) before).resume();
    } catch (Throwable t) {
      Hooks.failed();
    }
  }
}
