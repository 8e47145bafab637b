package dev.weft;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The atomic word of a fiber: a state and, in a bit of its own, the permit of park and unpark.
 * Every change of it is here.
 *
 * <pre>
 * state     the fiber is                          goes to    by
 * QUEUED    a task in its scheduler's queue       RUNNING    mount, as the task runs
 * RUNNING   mounted                               PARKING    beginPark, without a permit
 *                                                 YIELDING   beginYield
 *                                                 ENDED      end
 * PARKING   mounted, about to unmount             PARKED     unmounted
 *                                                 QUEUED     unmounted, if a permit came meanwhile: who unmounted enqueues
 *                                                 RUNNING    pin, if a permit came meanwhile
 *                                                 PINNED     pin, otherwise: it cannot unmount
 * PARKED    unmounted, in no queue                QUEUED     unpark, whose caller enqueues
 * YIELDING  mounted, about to unmount             QUEUED     unmounted, who also enqueues
 *                                                 RUNNING    stay: it cannot unmount
 * PINNED    mounted, its carrier waits in place   RUNNING    unpark, whose caller releases the carrier; or unpin
 * ENDED     over                                  -
 * </pre>
 *
 * <p>The permit is set by unpark in every state but PARKED, PINNED and ENDED, where it is used up
 * at once or of no use. Mount and yield keep it, park takes it. So an unpark is either seen by the
 * park that it races with or by the next one.
 *
 * <p>mount, unmounted and end are called by the carrier, the others but unpark by the fiber itself,
 * unpark by any thread.
 */
final class FiberState extends AtomicInteger {
  private static final long serialVersionUID = 1L;

  private static final int QUEUED = 0;
  private static final int RUNNING = 1;
  private static final int PARKING = 2;
  private static final int PARKED = 3;
  private static final int YIELDING = 4;
  private static final int PINNED = 5;
  private static final int ENDED = 6;
  private static final int PERMIT = 8;

  /** What the caller of {@link #unpark} has to do. */
  enum Wake {
    NOTHING,
    ENQUEUE,
    RELEASE
  }

  FiberState() {
    super(QUEUED);
  }

  /**
   * @throws IllegalStateException if the fiber was not queued: it would run twice
   */
  void mount() {
    int s;
    do {
      s = get();
      if ((s & ~PERMIT) != QUEUED) {
        throw new IllegalStateException("a fiber is run that is " + this);
      }
    } while (!compareAndSet(s, RUNNING | (s & PERMIT)));
  }

  /** Whether the fiber must now suspend; false if there was a permit, which is taken. */
  boolean beginPark() {
    for (; ; ) {
      int s = get();
      boolean permit = (s & PERMIT) != 0;
      if (compareAndSet(s, permit ? RUNNING : PARKING)) {
        return !permit;
      }
    }
  }

  void beginYield() {
    move(YIELDING);
  }

  /** After a yield that could not unmount. */
  void stay() {
    move(RUNNING);
  }

  /**
   * After a park that could not unmount: whether the carrier must now wait in place; false if there
   * was a permit.
   */
  boolean pin() {
    if (compareAndSet(PARKING, PINNED)) {
      return true;
    }
    set(RUNNING); // a permit was the only thing that can have come
    return false;
  }

  /** Ends a wait in place that its scheduler gave up; false if an unpark came first. */
  boolean unpin() {
    return compareAndSet(PINNED, RUNNING);
  }

  /** After the continuation suspended: whether the caller must enqueue the fiber. */
  boolean unmounted() {
    if (compareAndSet(PARKING, PARKED)) {
      return false;
    }
    int s = get();
    if (s == (PARKING | PERMIT)) {
      set(QUEUED);
    } else {
      move(QUEUED);
    }
    return true;
  }

  void end() {
    set(ENDED);
  }

  boolean isEnded() {
    return get() == ENDED;
  }

  Wake unpark() {
    for (; ; ) {
      int s = get();
      if ((s & PERMIT) != 0 || s == ENDED) {
        return Wake.NOTHING;
      }
      int next = s == PARKED ? QUEUED : s == PINNED ? RUNNING : s | PERMIT;
      if (compareAndSet(s, next)) {
        return s == PARKED ? Wake.ENQUEUE : s == PINNED ? Wake.RELEASE : Wake.NOTHING;
      }
    }
  }

  /** To a state, keeping the permit. */
  private void move(int next) {
    int s;
    do {
      s = get();
    } while (!compareAndSet(s, next | (s & PERMIT)));
  }

  @Override
  public String toString() {
    int s = get();
    String name =
        switch (s & ~PERMIT) {
          case QUEUED -> "queued";
          case RUNNING -> "running";
          case PARKING -> "parking";
          case PARKED -> "parked";
          case YIELDING -> "yielding";
          case PINNED -> "pinned";
          default -> "ended";
        };
    return (s & PERMIT) != 0 ? name + " with permit" : name;
  }
}
