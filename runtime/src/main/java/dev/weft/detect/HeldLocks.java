package dev.weft.detect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The locks that one fiber holds, with the places where it took them.
 *
 * <p>It goes with the fiber from turn to turn; only the thread that runs the fiber uses it. A lock
 * belongs to the thread, so what a fiber holds when it suspends, others on the same thread have
 * too.
 *
 * <p>To take a lock that is free costs a stack, which is dear in a fiber. So places are noted for
 * so many locks a second only; of others it is known that they are held, but not since where.
 */
public final class HeldLocks {
  private final List<Held> held = new ArrayList<>();

  /** When the fiber suspended. */
  private long since;

  /** One lock. */
  public static final class Held {
    private final Object lock;
    private final @Nullable StackKey place;
    private @Nullable Object finding;

    Held(Object lock, @Nullable StackKey place) {
      this.lock = lock;
      this.place = place;
    }

    /** The class of the lock: of a part of it that only the JDK knows, for some. */
    public Class<?> type() {
      return lock.getClass();
    }

    /** A number that tells the place, where it is known, and the lock's class from others. */
    public long key() {
      long ofPlace = place == null ? 0 : place.key(0);
      return ofPlace * 31 + lock.getClass().hashCode();
    }

    /** Where it was taken, innermost frame first; empty if it was not noted. */
    public StackTraceElement[] place() {
      return place == null ? new StackTraceElement[0] : place.frames();
    }

    /** What {@link #setFinding} was given, or null. */
    public @Nullable Object finding() {
      return finding;
    }

    public void setFinding(Object value) {
      finding = value;
    }
  }

  /** Those of the fiber that the current thread runs, if it is watched. */
  static @Nullable HeldLocks ofTurn() {
    Context context = Contexts.current();
    return context == null || context.busy ? null : context.held;
  }

  /**
   * A turn of a fiber begins.
   *
   * @param kept what {@link #end} gave at the end of its last one
   */
  public static void begin(@Nullable HeldLocks kept) {
    Context context = Contexts.ofCurrentThread();
    HeldLocks locks = kept == null ? context.spareHeld : kept;
    context.spareHeld = null;
    context.held = locks == null ? new HeldLocks() : locks;
  }

  /**
   * It ends.
   *
   * @return null if the fiber holds nothing
   */
  public static @Nullable HeldLocks end() {
    Context context = Contexts.ofCurrentThread();
    HeldLocks ended = context.held;
    context.held = null;
    if (ended == null || !ended.held.isEmpty()) {
      return ended;
    }
    context.spareHeld = ended;
    return null;
  }

  void owns(Object lock, @Nullable Thread owner) {
    if (owner == null) {
      released(lock);
    } else if (owner == Thread.currentThread()) {
      took(lock);
    }
  }

  void took(Object lock) {
    Context context = Contexts.ofCurrentThread();
    context.busy = true;
    try {
      held.add(new Held(lock, context.mayNotePlace() ? new StackKey() : null));
    } finally {
      context.busy = false;
    }
  }

  /** The last time that it was taken counts. */
  void released(Object lock) {
    for (int i = held.size() - 1; i >= 0; i--) {
      if (held.get(i).lock == lock) {
        held.remove(i);
        return;
      }
    }
  }

  /** What is held now. */
  public List<Held> held() {
    return held;
  }

  /** Notes the time at which the fiber suspends. */
  public void suspend() {
    since = System.nanoTime();
  }

  /** For how long it was suspended. */
  public long nanosSuspended() {
    return System.nanoTime() - since;
  }
}
