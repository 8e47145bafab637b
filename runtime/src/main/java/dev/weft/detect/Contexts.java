package dev.weft.detect;

import java.util.ArrayList;
import java.util.List;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Which threads have a {@link Context}: an open-addressing table by thread id.
 *
 * <p>Every blocking call of every thread asks it, so the answer for an ordinary thread must cost
 * next to nothing: the current thread's id, one load from the table, which is nearly always null.
 * No field of Thread is taken, and no thread local, whose map could be in use by the caller.
 *
 * <p>Entries are added under the lock, in place or in a larger table, and never taken out of a
 * table that others may see. Readers use no barrier: a thread adds its own entry, so it sees it;
 * that another thread sees it late or never is of no consequence. {@code tid} is final, so what a
 * reader finds is complete as far as it looks at it.
 */
public final class Contexts {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long TID = UNSAFE.objectFieldOffset(Thread.class, "tid");
  private static final int FIRST_CAPACITY = 256;

  /** Power of two; at most a quarter full. */
  private static @Nullable Context[] table = new Context[FIRST_CAPACITY];

  private static int size;

  /** Turns of contexts that are no longer in the table. */
  private static long turnsOfGone;

  private Contexts() {}

  /** The calling thread's, or null if it never was in async context. */
  static @Nullable Context current() {
    @Nullable Context[] entries = table;
    long tid = UNSAFE.getLong(Thread.currentThread(), TID);
    int mask = entries.length - 1;
    for (int i = slot(tid) & mask; ; i = (i + 1) & mask) {
      Context entry = entries[i];
      if (entry == null || entry.tid == tid) {
        return entry;
      }
    }
  }

  static Context ofCurrentThread() {
    Context known = current();
    return known != null ? known : add(Thread.currentThread());
  }

  private static int slot(long tid) {
    return (int) (tid * 0x9E3779B97F4A7C15L >>> 40);
  }

  private static synchronized Context add(Thread thread) {
    Context added = new Context(thread, UNSAFE.getLong(thread, TID));
    if ((size + 1) * 4 > table.length) {
      rebuild();
    }
    put(table, added);
    size++;
    return added;
  }

  /** Drops the entries of threads that have ended. */
  private static void rebuild() {
    List<Context> alive = new ArrayList<>();
    for (Context entry : table) {
      if (entry != null && entry.thread() != null) {
        alive.add(entry);
      } else if (entry != null) {
        turnsOfGone += entry.probe == null ? entry.turns : 0;
      }
    }
    int capacity = table.length;
    while ((alive.size() + 1) * 8 > capacity) {
      capacity *= 2;
    }
    @Nullable Context[] entries = new Context[capacity];
    for (Context entry : alive) {
      put(entries, entry);
    }
    size = alive.size();
    table = entries;
  }

  private static void put(@Nullable Context[] entries, Context added) {
    int mask = entries.length - 1;
    int i = slot(added.tid) & mask;
    while (entries[i] != null) {
      i = (i + 1) & mask;
    }
    entries[i] = added;
  }

  /** Forgets all: what makes the hooks ready is no turn of the program's. */
  static synchronized void clear() {
    table = new Context[FIRST_CAPACITY];
    size = 0;
    turnsOfGone = 0;
  }

  /** Those of threads that live. */
  public static synchronized List<Context> all() {
    List<Context> all = new ArrayList<>();
    for (Context entry : table) {
      if (entry != null && entry.thread() != null) {
        all.add(entry);
      }
    }
    return all;
  }

  /** The context of the thread with that id, or null. */
  public static synchronized @Nullable Context of(long tid) {
    for (Context entry : table) {
      if (entry != null && entry.tid == tid) {
        return entry;
      }
    }
    return null;
  }

  /** How many turns there were, the unfinished ones included. */
  public static synchronized long turns() {
    long turns = turnsOfGone;
    for (Context entry : table) {
      if (entry != null && entry.probe == null) {
        turns += entry.turns;
      }
    }
    return turns;
  }
}
