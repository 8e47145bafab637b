package dev.weft.agent.report.format;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import java.io.PrintStream;
import java.util.List;

/**
 * Workflow commands by which GitHub Actions shows findings at their lines. It keeps ten of a step,
 * so no more are printed; a notice has the number of the others.
 */
public final class GithubAnnotations {
  private static final int MOST = 10;

  private GithubAnnotations() {}

  /** Whether the process runs in a step of GitHub Actions. */
  public static boolean isWanted() {
    return "true".equals(System.getenv("GITHUB_ACTIONS"));
  }

  /**
   * Prints a command for each of the first findings.
   *
   * @param findings the ones that matter, the worst first
   */
  public static void print(List<Finding> findings, Sources sources, PrintStream to) {
    findings.stream().limit(MOST).forEach(finding -> to.println(command(finding, sources)));
    int more = findings.size() - MOST;
    if (more > 0) {
      to.println("::notice title=Weft::" + more + " more findings: see the report");
    }
  }

  private static String command(Finding finding, Sources sources) {
    StringBuilder text =
        new StringBuilder(
            switch (finding.severity()) {
              case ERROR -> "::error ";
              case WARNING -> "::warning ";
              case INFO -> "::notice ";
            });
    FrameInfo frame = finding.frame();
    if (frame != null) {
      sources.pathOf(frame).ifPresent(path -> text.append("file=").append(value(path)).append(','));
      if (frame.line() > 0) {
        text.append("line=").append(frame.line()).append(',');
      }
    }
    text.append("title=Blocking call (").append(finding.kind().text()).append(")::");
    return text.append(data(Texts.message(finding) + tests(finding))).toString();
  }

  private static String tests(Finding finding) {
    return finding.tests().isEmpty() ? "" : "\nIn " + String.join(", ", finding.tests());
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String value(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
