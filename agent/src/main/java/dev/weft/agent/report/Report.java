package dev.weft.agent.report;

import java.util.List;

/**
 * What one JVM found, or several together.
 *
 * @param tool name and version of what wrote it
 * @param live whether the detector was shown to detect, on a thread of its own at the start
 * @param hooksLive hooks that answered then
 * @param hooksTotal hooks that there are for this JDK
 * @param contexts asynchronous tasks (turns of event loops and fibers) that were watched
 * @param problems what went wrong, one line each
 * @param unmatchedRules rules that matched nothing or name what does not exist, one line each
 * @param layers what the layers beside the hooks are up to, one line each: {@code contended
 *     monitors: live}
 */
public record Report(
    String tool,
    boolean live,
    int hooksLive,
    int hooksTotal,
    long contexts,
    List<Finding> findings,
    List<String> problems,
    List<String> unmatchedRules,
    List<String> layers) {
  public Report {
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
    unmatchedRules = List.copyOf(unmatchedRules);
    layers = List.copyOf(layers);
  }

  /** A report of which nothing is known of layers. */
  public Report(
      String tool,
      boolean live,
      int hooksLive,
      int hooksTotal,
      long contexts,
      List<Finding> findings,
      List<String> problems,
      List<String> unmatchedRules) {
    this(
        tool, live, hooksLive, hooksTotal, contexts, findings, problems, unmatchedRules, List.of());
  }

  /** The findings of that severity that no rule allows. */
  public long countOf(Severity severity) {
    return findings.stream()
        .filter(finding -> finding.severity() == severity && finding.allowed() == null)
        .count();
  }
}
