package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.Severity;
import dev.weft.agent.report.format.ReportFiles;
import dev.weft.detect.spi.TestRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What is written when the JVM exits. */
final class ExitReport {
  private static final int FAILED = 1;

  private final Detector detector;
  private final LiveReport live;
  private final Settings settings;

  ExitReport(Detector detector, LiveReport live, Settings settings) {
    this.detector = detector;
    this.live = live;
    this.settings = settings;
  }

  void write() {
    try {
      detector.close();
      Report report = live.soFar();
      settings.reports().forEach(file -> write(report, file));
      tell(report);
    } catch (Throwable t) {
      settings.log().accept("the report of blocking calls could not be written: " + t);
    }
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
        report.findings().stream()
            .filter(finding -> finding.counts(Severity.ERROR) && !settings.knows(finding))
            .toList();
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
