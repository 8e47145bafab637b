package dev.weft.agent.detect;

import dev.weft.agent.report.Report;
import dev.weft.agent.report.format.ReportFiles;
import dev.weft.detect.Hooks;
import dev.weft.detect.spi.Reporter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report as it is while the program runs. */
final class LiveReport implements Reporter {
  private final Detector detector;
  private final Settings settings;

  LiveReport(Detector detector, Settings settings) {
    this.detector = detector;
    this.settings = settings;
  }

  @Override
  public String report(String format) {
    detector.settle();
    return ReportFiles.text(soFar(), format);
  }

  /** What was found so far. */
  Report soFar() {
    SelfTest test = detector.awaitSelfTest();
    List<String> problems = new ArrayList<>(Problems.lines());
    problems.addAll(settings.rules().problems());
    if (Hooks.failures() > 0) {
      problems.add("the detector failed " + Hooks.failures() + " times inside a call");
    }
    if (Samples.dropped() > 0) {
      problems.add(Samples.dropped() + " waits are not in the report: there are too many places");
    }
    if (test != null) {
      test.silent().forEach(hook -> problems.add("a hook did not answer: " + hook));
    }
    return new Report(
        "Weft " + version(),
        test != null && test.isLive(),
        test == null ? 0 : test.live(),
        test == null ? 0 : test.total(),
        detector.contexts(),
        Findings.all(settings),
        problems,
        settings.rules().unmatched(detector.names()),
        detector.layers());
  }

  private static String version() {
    @Nullable String version = LiveReport.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }
}
