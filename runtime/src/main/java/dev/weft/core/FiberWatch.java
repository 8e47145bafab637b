package dev.weft.core;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Is told of fibers' turns, on the thread that runs them. Detection of blocking calls installs one;
 * the engine works the same without.
 */
public abstract class FiberWatch {
  /** A thread that sees it late tells nothing of a few turns. */
  private static @Nullable FiberWatch installed;

  public static void install(FiberWatch watch) {
    installed = watch;
  }

  public static @Nullable FiberWatch installed() {
    return installed;
  }

  /**
   * A turn begins.
   *
   * @param kept what {@link #suspended} gave at the end of the fiber's last turn
   */
  public abstract void begins(@Nullable Object kept);

  /**
   * The turn has ended, and the fiber is suspended.
   *
   * @param stack the fiber's calls, innermost first; to be asked at once
   * @return what {@link #begins} is given at the next turn
   */
  public abstract @Nullable Object suspended(Supplier<StackTraceElement[]> stack);

  /** The turn has ended, and the fiber with it. */
  public abstract void ended();

  /**
   * In the middle of a turn the fiber waits without unmounting.
   *
   * @param culprit the frame because of which it cannot, if it was found
   */
  public abstract void pinned(PinSite.Reason reason, @Nullable StackTraceElement culprit);
}
