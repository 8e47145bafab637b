package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.Severity;
import dev.weft.agent.report.format.ReportFiles;
import dev.weft.detect.Contexts;
import dev.weft.detect.Hooks;
import dev.weft.detect.spi.TestRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is written when the JVM exits. */
final class ExitReport {
  private static final int FAILED = 1;

  private final Detector detector;
  private final Settings settings;

  ExitReport(Detector detector, Settings settings) {
    this.detector = detector;
    this.settings = settings;
  }

  void write() {
    try {
      Report report = report();
      settings.reports().forEach(file -> write(report, file));
      tell(report);
    } catch (Throwable t) {
      settings.log().accept("the report of blocking calls could not be written: " + t);
    }
  }

  private Report report() {
    SelfTest test = detector.awaitSelfTest();
    List<String> problems = new ArrayList<>(Problems.lines());
    problems.addAll(settings.rules().problems());
    if (Hooks.failures() > 0) {
      problems.add("the detector failed " + Hooks.failures() + " times inside a call");
    }
    if (test != null) {
      test.silent().forEach(hook -> problems.add("a hook did not answer: " + hook));
    }
    return new Report(
        "Weft " + version(),
        test != null && test.isLive(),
        test == null ? 0 : test.live(),
        test == null ? 0 : test.total(),
        Contexts.turns(),
        Findings.all(settings.rules()),
        problems,
        settings.rules().unmatched(detector.names()));
  }

  private static String version() {
    @Nullable String version = ExitReport.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  private void write(Report report, Path file) {
    try {
      ReportFiles.write(report, file);
    } catch (IOException e) {
      settings.log().accept("the report " + file + " cannot be written: " + e);
    }
  }

  private void tell(Report report) {
    List<Finding> errors =
        report.findings().stream().filter(finding -> finding.counts(Severity.ERROR)).toList();
    if (!settings.fails() || TestRuns.haveRun()) {
      return; // a test framework says by its tests what failed
    }
    for (Finding error : errors) {
      settings.log().accept(error.summary());
    }
    if (!errors.isEmpty()) {
      settings.log().accept(errors.size() + " blocking calls; the JVM ends with code 1");
      Runtime.getRuntime().halt(FAILED);
    }
  }
}
