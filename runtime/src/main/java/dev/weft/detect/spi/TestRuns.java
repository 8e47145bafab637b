package dev.weft.detect.spi;

import java.util.ArrayList;
import java.util.List;
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
  /** Stands for one of several tests: what a thread does for it is shared. */
  public static final TestRun UNSURE = new TestRun("", null, null);

  private static final ThreadLocal<@Nullable TestRun> OF_THREAD = new ThreadLocal<>();

  /** Copied on each change, under the class's lock. */
  private static volatile TestRun[] running = {};

  private static volatile @Nullable TestDetector detector;

  private static volatile boolean haveRun;

  /** Whether the detector has been told of the first test. Guarded by the class's lock. */
  private static boolean isPrepared;

  private TestRuns() {}

  /** Called once by the detector when it begins to detect. */
  public static void install(TestDetector installed) {
    detector = installed;
  }

  /** The detector; null where the agent is not installed or does not detect. */
  public static @Nullable TestDetector detector() {
    return detector;
  }

  /**
   * Begins a test on the current thread. A test that the thread is in already waits until this one
   * has ended: calls without a run are not counted for it.
   */
  public static TestRun begin(String id) {
    haveRun = true; // before the detector is asked, which asks this when it begins
    prepare();
    TestRun before = OF_THREAD.get();
    TestRun outer = before != null && before.isOfCurrentThread() ? before : null;
    TestRun run = new TestRun(id, outer, before);
    replace(outer, run);
    enter(run);
    return run;
  }

  private static synchronized void prepare() {
    TestDetector told = detector;
    if (!isPrepared && told != null) {
      isPrepared = true;
      told.prepare();
    }
  }

  /**
   * Whether any test has begun in this JVM. A test framework then says by its tests what failed,
   * and takes an exit code of the JVM for a crash.
   */
  public static boolean haveRun() {
    return haveRun;
  }

  /**
   * Ends a test, on the thread that began it.
   *
   * @return what it did, as {@link #findings} has it
   */
  public static List<TestFinding> end(TestRun run) {
    List<TestFinding> findings = findings(run);
    run.end();
    TestRun outer = run.outer();
    replace(run, outer == null || outer.hasEnded() ? null : outer);
    enter(run.before());
    return findings;
  }

  private static synchronized void replace(@Nullable TestRun old, @Nullable TestRun added) {
    List<TestRun> next = new ArrayList<>(List.of(running));
    next.remove(old);
    if (added != null) {
      next.add(added);
    }
    running = next.toArray(TestRun[]::new);
  }

  /**
   * What a test did so far, once the detector has handed in what was on its way.
   *
   * @return nothing without a detector
   */
  public static List<TestFinding> findings(TestRun run) {
    TestDetector asked = detector;
    if (asked == null) {
      return List.of();
    }
    asked.settle();
    return run.tallies().entrySet().stream()
        .map(entry -> describe(run, entry.getKey(), entry.getValue(), asked))
        .toList();
  }

  private static TestFinding describe(
      TestRun run, Object site, TestTally tally, TestDetector detector) {
    TestFinding finding = detector.describe(site, tally);
    String reason = run.allowed(site);
    return reason == null ? finding : finding.allowedFor(reason);
  }

  /**
   * Allows a finding in one run, and tells the detector that so many calls are: those that are this
   * test's for certain.
   */
  public static void allow(TestRun run, TestFinding finding, String reason) {
    TestDetector told = detector;
    if (told != null) {
      run.allow(finding.site(), reason);
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
   * @return whose it is
   */
  public static Attribution record(Object site, long nanos) {
    TestRun[] candidates = running;
    TestRun own = OF_THREAD.get();
    if (own != null && own != UNSURE) {
      own.add(site, nanos, false);
      return new Attribution(List.of(own), false);
    }
    boolean isShared = own == UNSURE || candidates.length > 1;
    for (TestRun candidate : candidates) {
      candidate.add(site, nanos, isShared);
    }
    return new Attribution(List.of(candidates), isShared);
  }
}
