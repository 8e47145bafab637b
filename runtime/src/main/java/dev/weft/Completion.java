package dev.weft;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens once, with an outcome, and whom to wake then: fibers and ordinary threads.
 */
final class Completion {
  /** The outcomes that are not values. */
  static final Object CANCELLED = new Object();

  private static final Object NULL = new Object();

  /** The outcome of what ended by throwing. */
  static final class Failure {
    final Throwable thrown;
    volatile boolean observed;

    Failure(Throwable thrown) {
      this.thrown = thrown;
    }
  }

  /** Written once, under the monitor. */
  private volatile @Nullable Object outcome;

  /** Fibers and threads; guarded by the monitor. */
  private @Nullable List<Object> waiters;

  boolean isDone() {
    return outcome != null;
  }

  /** A value, a {@link Failure} or {@link #CANCELLED}; null also before the end. */
  @Nullable Object outcome() {
    Object o = outcome;
    return o == NULL ? null : o;
  }

  /** Ends it and wakes who waits. False if it had ended: then the outcome stays what it was. */
  boolean complete(@Nullable Object result) {
    List<Object> woken;
    synchronized (this) {
      if (outcome != null) {
        return false;
      }
      outcome = result == null ? NULL : result;
      woken = waiters;
      waiters = null;
    }
    if (woken != null) {
      for (int i = 0; i < woken.size(); i++) {
        wake(woken.get(i));
      }
    }
    return true;
  }

  private static void wake(Object waiter) {
    if (waiter instanceof Fiber<?> fiber) {
      Fiber.unpark(fiber);
    } else {
      LockSupport.unpark((Thread) waiter);
    }
  }

  /** False if it has ended already. */
  synchronized boolean addWaiter(Object waiter) {
    if (outcome != null) {
      return false;
    }
    if (waiters == null) {
      waiters = new ArrayList<>(1);
    }
    waiters.add(waiter);
    return true;
  }

  synchronized void removeWaiter(Object waiter) {
    if (waiters != null) {
      waiters.remove(waiter);
    }
  }

  /** Waits until it has ended: suspends a fiber, blocks an ordinary thread. */
  void await() throws InterruptedException {
    Object waiter = self();
    if (!addWaiter(waiter)) {
      return;
    }
    try {
      while (!isDone()) {
        park(waiter, Long.MAX_VALUE);
      }
    } finally {
      removeWaiter(waiter);
    }
  }

  /** The same for at most that long; false if it has not ended by then. */
  boolean await(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    Object waiter = self();
    if (!addWaiter(waiter)) {
      return true;
    }
    try {
      while (!isDone()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        park(waiter, left);
      }
      return true;
    } finally {
      removeWaiter(waiter);
    }
  }

  /** The current fiber, or the thread. */
  static Object self() {
    Fiber<?> fiber = Fiber.current();
    return fiber != null ? fiber : Thread.currentThread();
  }

  /**
   * Parks {@link #self} once.
   *
   * @throws InterruptedException if it is interrupted; that clears the interruption
   */
  static void park(Object self, long nanos) throws InterruptedException {
    if (self instanceof Fiber<?> fiber) {
      fiber.parkNanosOrThrow(nanos);
      return;
    }
    if (nanos == Long.MAX_VALUE) {
      LockSupport.park(self);
    } else {
      LockSupport.parkNanos(nanos);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
