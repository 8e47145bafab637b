package dev.weft.detect;

import dev.weft.detect.spi.Attribution;
import dev.weft.detect.spi.TestRun;
import dev.weft.detect.spi.TestRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One place of the program that blocked: a hook and a stack, and how often and how long. */
public final class Site {
  private static final int MAX_NAMES = 16;
  private static final String AGENT = "dev.weft.agent.";

  final long key;
  private final int hook;
  private final StackTraceElement[] stack;
  private final @Nullable String task;

  /** Whether it is the agent at work, which looks at a class that is being loaded. */
  private final boolean isAgents;

  private final AtomicLong count = new AtomicLong();
  private final AtomicLong total = new AtomicLong();
  private final AtomicLong max = new AtomicLong();

  /** Replaced whole, under the lock. */
  private volatile String[] threads = {};

  private volatile String[] tests = {};

  private volatile String[] sharedTests = {};

  /** Of the first call of which it is known. */
  private volatile StackTraceElement[] submission = {};

  /** Of the first call that waited for a lock with an owner. */
  private volatile @Nullable LockOwner owner;

  Site(long key, int hook, StackTraceElement[] stack, @Nullable String task) {
    this.key = key;
    this.hook = hook;
    this.stack = stack;
    this.task = task;
    this.isAgents = isAgents(stack);
  }

  /** Without a lambda: it may be called in the middle of linking one. */
  private static boolean isAgents(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().startsWith(AGENT)) {
        return true;
      }
    }
    return false;
  }

  void add(long nanos) {
    if (isAgents) {
      return;
    }
    noteTests(TestRuns.record(this, nanos));
    count.incrementAndGet();
    total.addAndGet(nanos);
    long longest = max.get();
    while (nanos > longest && !max.compareAndSet(longest, nanos)) {
      longest = max.get();
    }
  }

  /** Notes who holds what the current thread is about to wait for, unless that is known. */
  void noteOwner() {
    if (owner == null) {
      owner = LockOwner.ofBlocker();
    }
  }

  /** Who held the lock, of those that a call waited for. */
  public @Nullable LockOwner owner() {
    return owner;
  }

  /** Notes who calls, unless it is known or there are many already. */
  void noteThread(String thread) {
    if (isNews(threads, thread)) {
      synchronized (this) {
        threads = with(threads, thread);
      }
    }
  }

  /** Notes who submitted the task, unless that is known of another call. */
  void noteOrigin(Origin origin) {
    if (origin.hasPlace() && submission.length == 0) {
      submission = origin.frames();
    }
  }

  private void noteTests(Attribution attribution) {
    boolean shared = attribution.isShared();
    for (TestRun run : attribution.runs()) {
      if (isNews(shared ? sharedTests : tests, run.id())) {
        noteTest(run.id(), shared);
      }
    }
  }

  private synchronized void noteTest(String test, boolean shared) {
    if (shared) {
      sharedTests = with(sharedTests, test);
    } else {
      tests = with(tests, test);
    }
  }

  private static boolean isNews(String[] names, String name) {
    for (String known : names) {
      if (known.equals(name)) {
        return false;
      }
    }
    return names.length < MAX_NAMES;
  }

  private static String[] with(String[] names, String name) {
    if (!isNews(names, name)) {
      return names;
    }
    String[] more = new String[names.length + 1];
    System.arraycopy(names, 0, more, 0, names.length);
    more[names.length] = name;
    return more;
  }

  public int hook() {
    return hook;
  }

  /** Of the first call, the innermost frame first; the detector's own frames are left out. */
  public StackTraceElement[] stack() {
    return stack.clone();
  }

  /** The class of the task that made the first call, if it is known. */
  public @Nullable String task() {
    return task;
  }

  /** Calls that have ended. */
  public long count() {
    return count.get();
  }

  public long totalNanos() {
    return total.get();
  }

  /**
   * The stacks of the submissions that led to a call, the last submission first; empty if they are
   * not known.
   */
  public StackTraceElement[] submission() {
    return submission.clone();
  }

  public long maxNanos() {
    return max.get();
  }

  public List<String> threads() {
    return new ArrayList<>(List.of(threads));
  }

  /** Tests that made calls. */
  public List<String> tests() {
    return new ArrayList<>(List.of(tests));
  }

  /** Tests of which one made calls, but it is not known which. */
  public List<String> sharedTests() {
    return new ArrayList<>(List.of(sharedTests));
  }
}
