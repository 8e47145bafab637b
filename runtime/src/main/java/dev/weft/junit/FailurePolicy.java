package dev.weft.junit;

import dev.weft.detect.spi.TestDetector;
import dev.weft.detect.spi.TestFinding;
import java.util.List;
import java.util.Optional;

/**
 * From which severity on a finding fails the test that made it. The configuration parameter {@code
 * weft.junit.fail} (a system property, or a line in junit-platform.properties) says it: {@code
 * error}, {@code warning}, {@code info} or {@code never}. Without it the agent's option does:
 * {@code detect=fail} fails on errors, {@code detect=report} never.
 */
record FailurePolicy(int worstHarmless) {
  static final String PARAMETER = "weft.junit.fail";
  private static final List<String> LEVELS = List.of("never", "error", "warning", "info");

  static FailurePolicy of(Optional<String> parameter, TestDetector detector) {
    String level = parameter.orElse(detector.failsTests() ? "error" : "never");
    int index = LEVELS.indexOf(level);
    if (index < 0) {
      throw new IllegalArgumentException(
          "unknown value '"
              + level
              + "' of "
              + PARAMETER
              + "; known are "
              + String.join(", ", LEVELS));
    }
    return new FailurePolicy(index + 1);
  }

  boolean fails(TestFinding finding) {
    int level = LEVELS.indexOf(finding.severity());
    return level > 0 && level < worstHarmless && finding.tally().count() > 0;
  }
}
