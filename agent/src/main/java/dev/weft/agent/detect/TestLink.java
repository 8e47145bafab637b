package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import dev.weft.detect.spi.TestDetector;
import dev.weft.detect.spi.TestFinding;
import dev.weft.detect.spi.TestRuns;
import dev.weft.detect.spi.TestTally;
import java.util.List;
import java.util.stream.Stream;

/** The detector as test frameworks see it. */
final class TestLink implements TestDetector {
  private final Detector detector;
  private final Settings settings;
  private final OpenCalls openCalls = new OpenCalls();

  private TestLink(Detector detector, Settings settings) {
    this.detector = detector;
    this.settings = settings;
  }

  static void install(Detector detector, Settings settings) {
    TestRuns.install(new TestLink(detector, settings));
  }

  @Override
  public void prepare() {
    detector.carryTests();
  }

  @Override
  public boolean isLive() {
    SelfTest test = detector.awaitSelfTest();
    return test != null && test.isLive();
  }

  @Override
  public boolean failsTests() {
    return settings.fails();
  }

  @Override
  public void settle() {
    openCalls.await();
    detector.settle();
  }

  @Override
  public TestFinding describe(Object site, TestTally tally) {
    Finding finding = Findings.of(site, tally, settings);
    List<String> stack =
        Stream.concat(finding.stack().stream(), finding.asyncStack().stream())
            .map(Object::toString)
            .toList();
    return new TestFinding(
        site,
        finding.fingerprint(),
        finding.kind().text(),
        finding.severity().text(),
        finding.api(),
        finding.frame() == null ? null : finding.frame().toString(),
        stack,
        settings.knows(finding) ? "it is in the baseline" : finding.allowed(),
        tally);
  }

  @Override
  public void allowed(Object site, long count, String reason) {
    Findings.allow(site, count, reason);
  }
}
