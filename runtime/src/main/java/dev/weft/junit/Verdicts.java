package dev.weft.junit;

import dev.weft.detect.spi.TestFinding;
import dev.weft.detect.spi.TestRun;
import dev.weft.detect.spi.TestRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Judges what a test did by its annotations and by the policy. */
final class Verdicts {
  private static final int MOST_FINDINGS = 10;
  private static final int MOST_FRAMES = 30;
  private static final double NANOS_PER_MILLI = 1e6;

  private Verdicts() {}

  /** Why the test fails; null if it does not. Tells the detector what the annotations allow. */
  static @Nullable BlockingCallError judge(
      TestRun run, List<Expectation> expectations, FailurePolicy policy) {
    List<Expectation> unmet = new ArrayList<>(expectations);
    unmet.removeIf(expectation -> !expectation.required());
    List<TestFinding> failing = new ArrayList<>();
    for (TestFinding finding : TestRuns.findings(run)) {
      if (finding.tally().count() == 0) {
        continue; // perhaps another test's
      }
      unmet.removeIf(expectation -> expectation.matches(finding));
      Expectation allowing =
          expectations.stream().filter(e -> e.matches(finding)).findFirst().orElse(null);
      if (allowing != null) {
        TestRuns.allow(run, finding, allowing.reason());
      } else if (finding.allowed() == null && policy.fails(finding)) {
        failing.add(finding);
      }
    }
    return failing.isEmpty() && unmet.isEmpty()
        ? null
        : new BlockingCallError(message(failing, unmet));
  }

  private static String message(List<TestFinding> failing, List<Expectation> unmet) {
    StringBuilder text = new StringBuilder();
    unmet.forEach(
        e ->
            text.append("expected a blocking call, and none was found: ")
                .append(e.wanted())
                .append('\n'));
    if (!failing.isEmpty()) {
      text.append("blocking calls in an event loop or a fiber: ")
          .append(failing.size())
          .append('\n');
    }
    failing.stream().limit(MOST_FINDINGS).forEach(finding -> describe(finding, text));
    if (failing.size() > MOST_FINDINGS) {
      text.append("and ").append(failing.size() - MOST_FINDINGS).append(" more\n");
    }
    return text.toString().stripTrailing();
  }

  private static void describe(TestFinding finding, StringBuilder text) {
    text.append(finding.severity()).append(' ').append(finding.summary());
    text.append(
        String.format(
            Locale.ROOT,
            " (calls: %d, longest: %.1f ms)%n",
            finding.tally().count(),
            finding.tally().maxNanos() / NANOS_PER_MILLI));
    finding.stack().stream()
        .limit(MOST_FRAMES)
        .forEach(frame -> text.append("    at ").append(frame).append('\n'));
  }
}
