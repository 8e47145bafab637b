package dev.weft.agent.report.format;

import static dev.weft.agent.report.format.Texts.escape;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Fingerprints;
import dev.weft.agent.report.FrameInfo;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes findings as folded rows of a page; runs of frames that are not the application's are
 * folded.
 */
final class HtmlFinding {
  private static final int SHORTEST_FOLD = 3;

  private final Writer to;

  HtmlFinding(Writer to) {
    this.to = to;
  }

  void write(Finding finding) throws IOException {
    boolean allowed = finding.allowed() != null;
    to.write("<details class=\"finding" + (allowed ? " allowed" : "") + "\"");
    attribute("severity", finding.severity().text());
    attribute("kind", finding.kind().text());
    attribute("call", finding.api());
    attribute("count", Long.toString(finding.count()));
    attribute("total", Long.toString(finding.totalNanos()));
    attribute("max", Long.toString(finding.maxNanos()));
    attribute("allowed", Boolean.toString(allowed));
    to.write(">\n<summary class=\"row\">");
    cells(finding);
    to.write("</summary>\n<div class=\"body\">\n<dl>");
    facts(finding);
    to.write("</dl>\n<div class=\"trace\">");
    trace("the blocking call", finding.stack(), finding.frame());
    trace("submitted, started or suspended", finding.asyncStack(), null);
    to.write("</div>\n</div>\n</details>\n");
  }

  private void attribute(String name, String value) throws IOException {
    to.write(" data-" + name + "=\"" + escape(value) + "\"");
  }

  private void cells(Finding finding) throws IOException {
    String severity = finding.severity().text();
    FrameInfo frame = finding.frame();
    to.write("<span class=\"" + severity + "\">" + severity + "</span>");
    to.write("<span>" + finding.kind().text() + "</span>");
    to.write("<span class=\"call\">" + breakable(finding.api()) + "<small>");
    to.write(breakable(frame == null ? "no frame of the application" : frame.toString()));
    to.write("</small></span>");
    to.write("<span class=\"num\">" + finding.count() + "</span>");
    to.write("<span class=\"num\">" + millis(finding.totalNanos()) + "</span>");
    to.write("<span class=\"num\">" + millis(finding.maxNanos()) + "</span>");
  }

  /** A name that may be broken after its dots, so that it need not be elsewhere. */
  private static String breakable(String name) {
    return escape(name).replace(".", ".<wbr>");
  }

  private static String millis(long nanos) {
    return Texts.millis(nanos).replace(" ms", "");
  }

  private void facts(Finding finding) throws IOException {
    if (finding.allowed() != null) {
      fact("allowed because", finding.allowed());
    }
    fact("the thread", Texts.meaning(finding));
    list("tests", finding.tests());
    list("perhaps of", finding.sharedTests());
    list("threads", finding.threads());
    for (Map.Entry<String, String> detail : finding.details().entrySet()) {
      fact(detail.getKey(), detail.getValue());
    }
    fact("fingerprint", finding.fingerprint());
  }

  private void list(String name, List<String> values) throws IOException {
    if (!values.isEmpty()) {
      fact(name, String.join(", ", values));
    }
  }

  private void fact(String name, String value) throws IOException {
    to.write("<dt>" + escape(name) + "</dt><dd>" + escape(value) + "</dd>");
  }

  private void trace(String title, List<FrameInfo> frames, @Nullable FrameInfo marked)
      throws IOException {
    if (frames.isEmpty()) {
      return;
    }
    to.write("<h3>" + title + "</h3>\n");
    int next = 0;
    while (next < frames.size()) {
      int end = next;
      while (end < frames.size() && isFoldable(frames.get(end), marked)) {
        end++;
      }
      boolean folds = next > 0 && end - next >= SHORTEST_FOLD;
      if (folds) {
        to.write(
            "<details><summary>" + (end - next) + " frames of the JDK and libraries</summary>");
      }
      frames(frames.subList(next, Math.max(end, next + 1)), marked);
      if (folds) {
        to.write("</details>\n");
      }
      next = Math.max(end, next + 1);
    }
  }

  private static boolean isFoldable(FrameInfo frame, @Nullable FrameInfo marked) {
    return !frame.equals(marked) && Fingerprints.isInfrastructure(frame);
  }

  private void frames(List<FrameInfo> frames, @Nullable FrameInfo marked) throws IOException {
    for (FrameInfo frame : frames) {
      to.write(frame.equals(marked) ? "<div class=\"app\">at " : "<div>at ");
      to.write(escape(frame.toString()) + "</div>\n");
    }
  }
}
