package dev.weft.netty;

import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The waits of one loop, in the order in which they began. {@link #release} is for any thread, the
 * rest for the holder.
 */
final class PinnedWaits {
  private final Set<InPlaceWait> waiting = new LinkedHashSet<>();
  private final Queue<InPlaceWait> released = new ConcurrentLinkedQueue<>();

  void begin(InPlaceWait wait) {
    waiting.add(wait);
  }

  void end(InPlaceWait wait) {
    waiting.remove(wait);
  }

  void release(InPlaceWait wait) {
    released.add(wait);
  }

  int size() {
    return waiting.size();
  }

  /** The one that began first, released or not. */
  @Nullable Seat first() {
    return waiting.isEmpty() ? null : waiting.iterator().next().seat();
  }

  /** The one that was released first. */
  @Nullable Seat pollReleased() {
    InPlaceWait wait;
    while ((wait = released.poll()) != null) {
      if (waiting.contains(wait)) { // not one whose time had passed
        return wait.seat();
      }
    }
    return null;
  }

  /** One whose time has passed, though no timer has told. */
  @Nullable Seat expired() {
    for (InPlaceWait wait : waiting) {
      if (wait.nanosLeft() <= 0) {
        return wait.seat();
      }
    }
    return null;
  }

  /** Until the next time that passes; Long.MAX_VALUE if none does. */
  long nanosToNextExpiry() {
    long least = Long.MAX_VALUE;
    for (InPlaceWait wait : waiting) {
      least = Math.min(least, wait.nanosLeft());
    }
    return least;
  }
}
