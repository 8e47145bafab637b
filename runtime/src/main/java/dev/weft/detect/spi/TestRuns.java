package dev.weft.detect.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tests that run now, and whose a blocking call is.
 *
 * <p>A test framework calls {@link #begin} and {@link #end} on the test's thread. The detector
 * calls {@link #record} for each call that it finds, on the thread that made it. A call belongs to
 * the run of its thread: the test's own thread has its run by {@code begin}, and a task gets that
 * of the thread that submitted it if the detector carries it along:
 *
 * <pre>{@code
 * TestRun run = TestRuns.ofThread();            // where the task is submitted
 * ...
 * TestRun before = TestRuns.enter(run);         // where it begins
 * try { task.run(); } finally { TestRuns.enter(before); }
 * }</pre>
 *
 * <p>A call without a run is the only running test's; if several run, it is counted as shared for
 * each of them.
 */
public final class TestRuns {
  private static final ThreadLocal<@Nullable TestRun> OF_THREAD = new ThreadLocal<>();

  /** Copied on each change, under the class's lock. */
  private static volatile TestRun[] running = {};

  private static volatile @Nullable TestDetector detector;

  private TestRuns() {}

  /** Called once by the detector when it begins to detect. */
  public static void install(TestDetector installed) {
    detector = installed;
  }

  /** The detector; null where the agent is not installed or does not detect. */
  public static @Nullable TestDetector detector() {
    return detector;
  }

  /** Begins a test on the current thread. */
  public static TestRun begin(String id) {
    TestRun run = new TestRun(id);
    synchronized (TestRuns.class) {
      List<TestRun> next = new ArrayList<>(List.of(running));
      next.add(run);
      running = next.toArray(TestRun[]::new);
    }
    enter(run);
    return run;
  }

  /**
   * Ends a test, on the thread that began it.
   *
   * @param outer the run that the thread goes back to, if there is one
   * @return what it did; nothing without a detector
   */
  public static List<TestFinding> end(TestRun run, @Nullable TestRun outer) {
    TestDetector asked = detector;
    if (asked != null) {
      asked.settle();
    }
    synchronized (TestRuns.class) {
      List<TestRun> next = new ArrayList<>(List.of(running));
      next.remove(run);
      running = next.toArray(TestRun[]::new);
    }
    enter(outer);
    Map<Object, TestTally> tallies = run.end();
    if (asked == null) {
      return List.of();
    }
    return tallies.entrySet().stream()
        .map(entry -> asked.describe(entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * Tells the detector that the calls of a finding that are this test's for certain are allowed.
   */
  public static void allow(TestFinding finding, String reason) {
    TestDetector told = detector;
    if (told != null) {
      told.allowed(finding.site(), finding.tally().count(), reason);
    }
  }

  /** The run that the current thread works for. */
  public static @Nullable TestRun ofThread() {
    return running.length == 0 ? null : OF_THREAD.get();
  }

  /**
   * Has the current thread work for a run, or for none.
   *
   * @return the one that it worked for before
   */
  public static @Nullable TestRun enter(@Nullable TestRun run) {
    if (run == null && running.length == 0) {
      OF_THREAD.remove();
      return null;
    }
    TestRun before = OF_THREAD.get();
    OF_THREAD.set(run);
    return before;
  }

  /**
   * Counts a blocking call that the current thread has made.
   *
   * @param site the finding that it belongs to
   * @param nanos how long it took
   * @return the runs that it was counted for, or the one that it came too late for: one if it is
   *     that test's for certain, several if it is shared, none if no test runs
   */
  public static List<TestRun> record(Object site, long nanos) {
    TestRun[] candidates = running;
    TestRun own = OF_THREAD.get();
    if (own != null) {
      own.add(site, nanos, false);
      return List.of(own);
    }
    for (TestRun candidate : candidates) {
      candidate.add(site, nanos, candidates.length > 1);
    }
    return List.of(candidates);
  }
}
