package dev.weft.agent.cli;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.Severity;
import dev.weft.agent.report.format.GithubAnnotations;
import dev.weft.agent.report.format.Sources;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides on a report: no finding that is neither allowed nor in the baseline. */
final class Gate {
  private static final String BASELINE = "--baseline";
  private static final String FAIL_ON = "--fail-on";
  private static final String OUTPUT = "-o";

  /** The options that a command with a gate has. */
  static final Set<String> OPTIONS = Set.of(BASELINE, FAIL_ON, OUTPUT);

  private Gate() {}

  /** Prints what counts, writes the report if {@code -o} says so, and gives the exit code. */
  static int decide(Report report, Arguments arguments, PrintStream out) throws CommandException {
    Severity threshold = threshold(arguments);
    Set<String> known = baseline(arguments);
    List<Finding> counting =
        report.findings().stream()
            .filter(f -> f.counts(threshold) && !known.contains(f.fingerprint()))
            .sorted(
                Comparator.comparing(Finding::severity)
                    .thenComparing(Comparator.comparing(Finding::totalNanos).reversed()))
            .toList();
    if (arguments.option(OUTPUT).isPresent()) {
      ReportInput.write(report, arguments.option(OUTPUT).get());
    }
    print(report, counting, known, out);
    return counting.isEmpty() ? Command.CLEAN : Command.FINDINGS;
  }

  private static Severity threshold(Arguments arguments) throws CommandException {
    String text = arguments.option(FAIL_ON).orElse(Severity.ERROR.text());
    return Severity.of(text)
        .orElseThrow(
            () ->
                new CommandException(
                    "unknown severity '"
                        + text
                        + "' of "
                        + FAIL_ON
                        + "; known are error, warning, info"));
  }

  private static Set<String> baseline(Arguments arguments) throws CommandException {
    if (arguments.option(BASELINE).isEmpty()) {
      return Set.of();
    }
    String name = arguments.option(BASELINE).get();
    String remedy = "write one with: java -jar weft-agent.jar baseline report.json -o " + name;
    return ReportInput.read(name, "baseline", remedy).findings().stream()
        .map(Finding::fingerprint)
        .collect(Collectors.toSet());
  }

  private static void print(
      Report report, List<Finding> counting, Set<String> known, PrintStream out) {
    counting.forEach(finding -> print(finding, out));
    report.problems().forEach(problem -> out.println("problem: " + problem));
    report.unmatchedRules().forEach(rule -> out.println("rule: " + rule));
    Set<String> gone = new HashSet<>(known);
    report.findings().forEach(finding -> gone.remove(finding.fingerprint()));
    gone.stream().sorted().forEach(f -> out.println("baseline: " + f + " did not occur"));
    out.println(summary(report, counting, known));
    if (GithubAnnotations.isWanted()) {
      GithubAnnotations.print(counting, Sources.ofProject(), out);
    }
  }

  private static void print(Finding finding, PrintStream out) {
    out.println(finding.severity().text() + ": " + finding.summary());
    out.println("    " + times(finding) + finding.fingerprint());
    if (!finding.tests().isEmpty()) {
      out.println("    in " + String.join(", ", finding.tests()));
    }
    if (!finding.sharedTests().isEmpty()) {
      out.println("    perhaps in " + String.join(", ", finding.sharedTests()));
    }
  }

  private static String times(Finding finding) {
    return finding.count() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "calls: %d, %.1f ms in all, %.1f ms the longest; ",
            finding.count(),
            finding.totalNanos() / 1e6,
            finding.maxNanos() / 1e6);
  }

  private static String summary(Report report, List<Finding> counting, Set<String> known) {
    long inBaseline =
        report.findings().stream().filter(f -> known.contains(f.fingerprint())).count();
    long allowed = report.findings().stream().filter(f -> f.allowed() != null).count();
    long others = report.findings().size() - counting.size() - inBaseline - allowed;
    return String.format(
        "weft: findings that count: %d; in the baseline: %d, allowed: %d, less severe: %d; %s",
        counting.size(), inBaseline, allowed, Math.max(0, others), seen(report));
  }

  private static String seen(Report report) {
    return report.hooksTotal() == 0
        ? report.contexts() + " entry points"
        : report.hooksLive()
            + " of "
            + report.hooksTotal()
            + " hooks live, "
            + report.contexts()
            + " asynchronous tasks";
  }
}
