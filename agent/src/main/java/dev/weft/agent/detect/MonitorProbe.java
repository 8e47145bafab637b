package dev.weft.agent.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A monitor that a throwaway thread waits for. That the event of it arrives shows that the stream
 * lives, and that everything before has arrived too.
 */
final class MonitorProbe {
  /** How long a thread that is blocked may spin before it sleeps, and more. */
  private static final long KEPT_NANOS = 1_000_000;

  private static final long LONGEST_MILLIS = 1_500;

  private final Map<Long, CountDownLatch> awaited = new ConcurrentHashMap<>();

  /** Those whose event has come; used by the stream's thread. */
  private final List<CountDownLatch> met = new ArrayList<>();

  /**
   * Waits for a monitor on a thread of its own, and for the event of that.
   *
   * @return whether it came in that time
   */
  boolean answers(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (System.nanoTime() < end) {
        if (answersOnce()) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** The thread may get the monitor while it still spins, and then there is no event. */
  private boolean answersOnce() throws InterruptedException {
    Object monitor = new Object();
    CountDownLatch arrived = new CountDownLatch(1);
    Thread waiting = new Thread(() -> enter(monitor), "weft-detect-probe");
    waiting.setDaemon(true);
    long id = waiting.getId();
    awaited.put(id, arrived);
    try {
      keepFrom(waiting, monitor);
      waiting.join();
      JfrInternals.flush();
      return arrived.await(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    } finally {
      awaited.remove(id);
    }
  }

  private static void keepFrom(Thread waiting, Object monitor) {
    synchronized (monitor) {
      waiting.start();
      while (waiting.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
      long end = System.nanoTime() + KEPT_NANOS;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
  }

  private static void enter(Object monitor) {
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  /** Whether the event of that thread is a probe's. */
  boolean takes(long threadId) {
    CountDownLatch arrived = awaited.get(threadId);
    if (arrived != null) {
      met.add(arrived);
    }
    return arrived != null;
  }

  /** All events have been handled that were written together: they have no order. */
  void flushed() {
    met.forEach(CountDownLatch::countDown);
    met.clear();
  }
}
