package dev.weft.detect;

import dev.weft.detect.spi.TestRun;
import dev.weft.detect.spi.TestRuns;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tests whose code submitted tasks that cannot be wrapped: a weak table by identity.
 *
 * <p>A task that is pending twice, such as a lambda without captured values, has its tests in the
 * order of submission. If they differ it cannot be told which submission a thread has taken, so
 * each of them is {@link TestRuns#UNSURE}.
 *
 * <p>Entries end when a task begins, and when a task is collected that never began. Used while
 * tests run only, so one lock is enough.
 */
final class PendingRuns {
  private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

  /** Guarded by the class's lock, as all that it holds. */
  private static final Map<Key, List<TestRun>> PENDING = new HashMap<>();

  private PendingRuns() {}

  /** Identity, without keeping the task alive. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object task, @Nullable ReferenceQueue<Object> queue) {
      super(task, queue);
      this.hash = System.identityHashCode(task);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Object task = get();
      return task != null && other instanceof Key key && key.refersTo(task);
    }
  }

  static synchronized void add(Object task, TestRun run) {
    expunge();
    List<TestRun> runs = PENDING.get(new Key(task, null));
    if (runs == null) {
      runs = new ArrayList<>(1);
      PENDING.put(new Key(task, COLLECTED), runs);
    }
    runs.add(run);
  }

  /** The test of one submission of the task, which is no longer pending; null if none is known. */
  static synchronized @Nullable TestRun take(Object task) {
    Key key = new Key(task, null);
    List<TestRun> runs = PENDING.get(key);
    if (runs == null) {
      return null;
    }
    TestRun first = runs.get(0);
    for (TestRun other : runs) {
      if (other != first) {
        Collections.fill(runs, TestRuns.UNSURE); // those that are left are no surer
        first = TestRuns.UNSURE;
        break;
      }
    }
    removeAt(0, key, runs);
    return first;
  }

  /** The last submission of the task came to nothing. */
  static synchronized void forgetLast(Object task) {
    Key key = new Key(task, null);
    List<TestRun> runs = PENDING.get(key);
    if (runs != null) {
      removeAt(runs.size() - 1, key, runs);
    }
  }

  private static void removeAt(int index, Key key, List<TestRun> runs) {
    runs.remove(index);
    if (runs.isEmpty()) {
      PENDING.remove(key);
    }
  }

  private static void expunge() {
    for (Object key; (key = COLLECTED.poll()) != null; ) {
      PENDING.remove(key);
    }
  }

  static synchronized int size() {
    expunge();
    return PENDING.size();
  }
}
