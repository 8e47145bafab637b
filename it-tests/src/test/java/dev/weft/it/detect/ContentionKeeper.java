package dev.weft.it.detect;

import java.util.concurrent.TimeUnit;

/** What a thread does that has something which another one waits for. */
final class ContentionKeeper {
  private ContentionKeeper() {}

  /** Returns when {@code waiting} has been in that state, and so long after. */
  static void keepUntilWaitedFor(Thread waiting, Thread.State state, long millis) {
    keepUntilWaitedFor(() -> {}, waiting, state, millis);
  }

  /**
   * Returns when {@code waiting} has been in that state, and so long after.
   *
   * @param begun is told from in here: whoever looks at the owner then sees this method
   */
  static void keepUntilWaitedFor(Runnable begun, Thread waiting, Thread.State state, long millis) {
    begun.run();
    while (waiting.getState() != state) {
      Thread.onSpinWait();
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
