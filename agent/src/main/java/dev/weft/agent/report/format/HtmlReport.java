package dev.weft.agent.report.format;

import static dev.weft.agent.report.format.Texts.escape;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A page that needs no other file: the template report.html with the findings in it. */
final class HtmlReport implements ReportFormat {
  private static final String TEMPLATE = "report.html";
  private static final String SUMMARY = "<!--summary-->";
  private static final String FINDINGS = "<!--findings-->";

  @Override
  public void write(Report report, Writer to) throws IOException {
    String template = template();
    int summary = template.indexOf(SUMMARY);
    int findings = template.indexOf(FINDINGS);
    to.write(template, 0, summary);
    summary(report, to);
    to.write(template, summary + SUMMARY.length(), findings - summary - SUMMARY.length());
    findings(report, new HtmlFinding(to), to);
    int rest = findings + FINDINGS.length();
    to.write(template, rest, template.length() - rest);
  }

  private static String template() throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IOException("the agent's jar is not complete: it has no " + TEMPLATE);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static void summary(Report report, Writer to) throws IOException {
    long allowed = report.findings().stream().filter(f -> f.allowed() != null).count();
    to.write("<p class=\"facts\">");
    to.write(
        escape(
            String.format(
                "%d errors, %d warnings, %d for information, %d allowed · %d asynchronous tasks"
                    + " watched · %d of %d hooks live · %s",
                report.countOf(Severity.ERROR),
                report.countOf(Severity.WARNING),
                report.countOf(Severity.INFO),
                allowed,
                report.contexts(),
                report.hooksLive(),
                report.hooksTotal(),
                report.tool())));
    for (String layer : report.layers()) {
      to.write(escape(" · " + layer));
    }
    to.write("</p>\n");
    if (!report.live()) {
      bad(List.of("The detector was not live: that nothing was found means nothing."), to);
    } else if (report.contexts() == 0) {
      bad(List.of("No asynchronous task was seen: that nothing was found means nothing."), to);
    }
    bad(report.problems(), to);
    bad(report.unmatchedRules(), to);
  }

  private static void bad(List<String> lines, Writer to) throws IOException {
    if (!lines.isEmpty()) {
      String text = lines.stream().map(Texts::escape).collect(Collectors.joining("<br>\n"));
      to.write("<div class=\"bad\">" + text + "</div>\n");
    }
  }

  private static void findings(Report report, HtmlFinding html, Writer to) throws IOException {
    List<Finding> sorted =
        report.findings().stream()
            .sorted(
                Comparator.comparing((Finding finding) -> finding.allowed() != null)
                    .thenComparing(Finding::severity)
                    .thenComparing(Comparator.comparing(Finding::totalNanos).reversed()))
            .toList();
    for (Finding finding : sorted) {
      html.write(finding);
    }
    if (sorted.isEmpty()) {
      to.write("<p class=\"none\">No blocking call was found.</p>\n");
    }
  }
}
