package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Kind;
import dev.weft.detect.spi.Attribution;
import dev.weft.detect.spi.TestRuns;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One finding of the layers beside the hooks, as it grows. Any thread may use it. */
final class Sample {
  private static final int MOST_NAMES = 16;

  private final Finding first;
  private final Map<String, String> details;
  private final Set<String> threads = new TreeSet<>();
  private final Set<String> tests = new TreeSet<>();
  private final Set<String> sharedTests = new TreeSet<>();
  private long count;
  private long total;
  private long max;

  /**
   * @param first what all that is not summed up is of
   */
  Sample(Finding first) {
    this.first = first;
    this.details = new TreeMap<>(first.details());
  }

  /**
   * Counts one more. It is the tests' that run now: who hands it in late does so before a test
   * ends, see {@link TestLink#settle}. A long turn is nobody's, since it may be long for what the
   * JVM did the first time.
   *
   * @param more details, of which those are kept that were not known
   */
  void add(long nanos, String thread, Map<String, String> more) {
    Attribution whose =
        first.kind() == Kind.CPU ? new Attribution(List.of(), false) : TestRuns.record(this, nanos);
    synchronized (this) {
      count++;
      lengthen(nanos);
      more.forEach(details::putIfAbsent);
      note(threads, thread);
      whose.runs().forEach(run -> note(whose.isShared() ? sharedTests : tests, run.id()));
    }
  }

  /** Adds time to the last one that was counted. */
  synchronized void lengthen(long nanos) {
    total += nanos;
    max = Math.max(max, nanos);
  }

  private static void note(Set<String> names, String name) {
    if (names.size() < MOST_NAMES) {
      names.add(name);
    }
  }

  synchronized long count() {
    return count;
  }

  synchronized Finding finding() {
    return finding(count, total, max);
  }

  /** As if only so many of them were there, of those times. */
  synchronized Finding finding(long calls, long totalNanos, long maxNanos) {
    return Finding.builder(first.kind(), first.api())
        .fingerprint(first.fingerprint())
        .severity(first.severity())
        .frame(first.frame())
        .times(calls, totalNanos, maxNanos)
        .threads(List.copyOf(threads))
        .tests(List.copyOf(tests))
        .sharedTests(List.copyOf(sharedTests))
        .stack(first.stack())
        .asyncStack(first.asyncStack())
        .details(details)
        .build();
  }
}
