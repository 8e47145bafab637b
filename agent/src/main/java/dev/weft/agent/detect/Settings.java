package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Severity;
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
 * @param lockNanos from how long on a wait for a lock or a monitor keeps its severity
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
    long lockNanos,
    Consumer<String> log) {
  /** Whether the finding is in the baseline. */
  boolean knows(Finding finding) {
    return known.contains(finding.fingerprint());
  }

  /** The finding with the severity that it has here, and whether it is allowed. */
  Finding judge(Finding finding) {
    return rules.apply(
        isShortWait(finding) ? finding.judged(Severity.INFO, finding.allowed()) : finding);
  }

  /** What is held across a suspension is nobody's wait. */
  private boolean isShortWait(Finding finding) {
    boolean isLock = finding.kind() == Kind.LOCK || finding.kind() == Kind.MONITOR;
    return isLock
        && finding.maxNanos() < lockNanos
        && !finding.details().containsKey(Finding.SUSPENDED);
  }

  /** Whether all hooks are set at once. */
  boolean isEager() {
    return fails || isLate || !reports.isEmpty();
  }
}
