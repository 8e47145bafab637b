package dev.weft.agent.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Several reports as one, and reports as baselines. */
public final class Reports {
  private static final int MOST_THREADS = 10;

  private Reports() {}

  /**
   * The reports of several JVMs as one. Findings of one fingerprint become one; it is allowed only
   * if all are. The whole is live if every one is.
   *
   * @param reports at least one
   */
  public static Report merge(List<Report> reports) {
    if (reports.size() == 1) {
      return reports.get(0);
    }
    Map<String, Finding> findings = new LinkedHashMap<>();
    Set<String> problems = new LinkedHashSet<>();
    Set<String> layers = new LinkedHashSet<>();
    Set<String> unmatched = new LinkedHashSet<>(reports.get(0).unmatchedRules());
    for (Report report : reports) {
      report.findings().forEach(f -> findings.merge(f.fingerprint(), f, Reports::together));
      problems.addAll(report.problems());
      layers.addAll(report.layers());
      unmatched.retainAll(report.unmatchedRules());
    }
    return new Report(
        reports.get(0).tool(),
        reports.stream().allMatch(Report::live),
        reports.stream().mapToInt(Report::hooksLive).min().orElse(0),
        reports.stream().mapToInt(Report::hooksTotal).max().orElse(0),
        reports.stream().mapToLong(Report::contexts).sum(),
        List.copyOf(findings.values()),
        List.copyOf(problems),
        List.copyOf(unmatched),
        List.copyOf(layers));
  }

  private static Finding together(Finding a, Finding b) {
    Severity worse = a.severity().isAtLeast(b.severity()) ? a.severity() : b.severity();
    return Finding.builder(a.kind(), a.api())
        .fingerprint(a.fingerprint())
        .severity(worse)
        .frame(a.frame())
        .times(
            a.count() + b.count(),
            a.totalNanos() + b.totalNanos(),
            Math.max(a.maxNanos(), b.maxNanos()))
        .threads(union(a.threads(), b.threads()).stream().limit(MOST_THREADS).toList())
        .tests(union(a.tests(), b.tests()))
        .sharedTests(union(a.sharedTests(), b.sharedTests()))
        .stack(a.stack())
        .asyncStack(a.asyncStack())
        .details(a.details())
        .allowed(b.allowed() == null ? null : a.allowed())
        .build();
  }

  private static List<String> union(Collection<String> a, Collection<String> b) {
    Set<String> all = new LinkedHashSet<>(a);
    all.addAll(b);
    return List.copyOf(all);
  }

  /**
   * The report's findings that no rule allows with only what tells them apart, in a stable order,
   * to be kept with the sources: a later run does not count findings whose fingerprints are there.
   */
  public static Report baseline(Report report) {
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : report.findings()) {
      if (finding.allowed() == null) {
        FrameInfo frame = finding.frame();
        findings.add(
            Finding.builder(finding.kind(), finding.api())
                .fingerprint(finding.fingerprint())
                .severity(finding.severity())
                .frame(
                    frame == null
                        ? null
                        : new FrameInfo(frame.className(), frame.method(), frame.file(), 0))
                .build());
      }
    }
    findings.sort(Comparator.comparing(Finding::summary).thenComparing(Finding::fingerprint));
    return new Report(report.tool(), report.live(), 0, 0, 0, findings, List.of(), List.of());
  }
}
