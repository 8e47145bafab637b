package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import dev.weft.agent.rules.Rules;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the user asks of detection.
 *
 * @param fails whether errors fail the JVM or the test ({@code detect=fail} or {@code throw})
 * @param throwsErrors whether they are thrown where the application calls ({@code detect=throw})
 * @param reports the files to write
 * @param rules about findings
 * @param known fingerprints of the baseline, which fail nothing
 * @param isLate whether the agent was attached to a JVM that runs
 * @param turnNanos how long a turn may take
 * @param log takes lines for standard error
 */
public record Settings(
    boolean fails,
    boolean throwsErrors,
    List<Path> reports,
    Rules rules,
    Set<String> known,
    boolean isLate,
    long turnNanos,
    Consumer<String> log) {
  /** Whether the finding is in the baseline. */
  boolean knows(Finding finding) {
    return known.contains(finding.fingerprint());
  }

  /** Whether all hooks are set at once. */
  boolean isEager() {
    return fails || isLate || !reports.isEmpty();
  }
}
