package dev.weft.agent.report.format;

import static dev.weft.agent.report.format.Texts.escape;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.Severity;
import dev.weft.agent.report.StableNames;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * JUnit's XML: one case a finding. Errors fail, warnings and information pass with their stack as
 * output, allowed findings are skipped. Two further cases hold that the detector was live and saw
 * asynchronous tasks. Names of cases have no lines, so that services follow them from build to
 * build.
 */
final class JUnitReport implements ReportFormat {
  private static final String SUITE = "weft.blocking";

  @Override
  public void write(Report report, Writer to) throws IOException {
    List<Finding> findings = report.findings();
    long failures = findings.stream().filter(finding -> finding.counts(Severity.ERROR)).count();
    long skipped = findings.stream().filter(finding -> finding.allowed() != null).count();
    int errors = (report.live() ? 0 : 1) + (report.contexts() > 0 ? 0 : 1);
    String counts =
        String.format(
            "name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%s\"",
            SUITE,
            findings.size() + 2,
            failures,
            errors,
            skipped,
            Texts.seconds(findings.stream().mapToLong(Finding::totalNanos).sum()));
    to.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    to.write("  <testsuite " + counts + ">\n");
    proofOfLife(report, to);
    for (Finding finding : findings) {
      write(finding, to);
    }
    if (!report.problems().isEmpty() || !report.unmatchedRules().isEmpty()) {
      to.write("    <system-err>");
      to.write(escape(String.join("\n", report.problems()) + "\n"));
      to.write(escape(String.join("\n", report.unmatchedRules())));
      to.write("</system-err>\n");
    }
    to.write("  </testsuite>\n</testsuites>\n");
  }

  private static void proofOfLife(Report report, Writer to) throws IOException {
    List<String> lines = new ArrayList<>(report.layers());
    lines.add(0, report.hooksLive() + " of " + report.hooksTotal() + " hooks live");
    String hooks = String.join("\n", lines);
    passOrError("the detector is live", report.live(), hooks, to);
    boolean saw = report.contexts() > 0;
    passOrError("asynchronous tasks were seen", saw, report.contexts() + " tasks", to);
  }

  private static void passOrError(String name, boolean passes, String message, Writer to)
      throws IOException {
    to.write("    <testcase classname=\"" + SUITE + "\" name=\"" + name + "\" time=\"0\">");
    to.write(
        passes
            ? "<system-out>" + escape(message) + "</system-out>"
            : "<error type=\"" + SUITE + "\" message=\"" + escape(message) + "\"/>");
    to.write("</testcase>\n");
  }

  private static void write(Finding finding, Writer to) throws IOException {
    FrameInfo frame = finding.frame();
    String className = frame == null ? SUITE : StableNames.ofClass(frame.className());
    String method = frame == null ? "" : " in " + StableNames.sourceMethod(frame.method());
    String name =
        finding.kind().text() + ": " + finding.api() + method + " #" + finding.fingerprint();
    String seconds = Texts.seconds(finding.totalNanos());
    to.write("    <testcase classname=\"" + escape(className) + "\" name=\"" + escape(name));
    to.write("\" time=\"" + seconds + "\">\n");
    if (finding.allowed() != null) {
      to.write("      <skipped message=\"allowed: " + escape(finding.allowed()) + "\"/>\n");
    } else if (finding.severity() == Severity.ERROR) {
      to.write("      <failure type=\"" + finding.kind().text() + "\" message=\"");
      to.write(escape(Texts.message(finding)) + "\">" + escape(body(finding)) + "</failure>\n");
    } else {
      String text = finding.severity().text() + ": " + body(finding);
      to.write("      <system-out>" + escape(text) + "</system-out>\n");
    }
    to.write("    </testcase>\n");
  }

  private static String body(Finding finding) {
    StringBuilder text = new StringBuilder(finding.summary()).append('\n');
    text.append(Texts.times(finding)).append('\n');
    if (!finding.tests().isEmpty()) {
      text.append("tests: ").append(String.join(", ", finding.tests())).append('\n');
    }
    if (!finding.sharedTests().isEmpty()) {
      text.append("perhaps of: ").append(String.join(", ", finding.sharedTests())).append('\n');
    }
    finding
        .details()
        .forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    return text.append(Texts.trace(finding)).toString();
  }
}
