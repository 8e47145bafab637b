package dev.weft.agent.report.format;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import java.util.Locale;

/** Sentences that several formats use. */
final class Texts {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private Texts() {}

  /** What a kind means, as the end of "the thread ...". */
  static String meaning(Kind kind) {
    return switch (kind) {
      case SLEEP -> "sleeps";
      case AWAIT -> "waits for another thread";
      case LOCK -> "waits for a lock that another thread holds";
      case MONITOR -> "waits for a monitor that another thread holds";
      case DNS -> "waits for a name to be resolved";
      case CONNECT -> "waits for a connection";
      case NET -> "waits for the network";
      case FILE_DATA -> "reads or writes a file";
      case FILE_META -> "asks the file system";
      case SYNC -> "waits until data is on the disk";
      case PROCESS -> "starts a process or waits for one";
      case JDBC -> "asks a database";
      case CLASSLOAD -> "loads or initialises a class";
      case RANDOM -> "reads the system's random numbers";
      case SPIN -> "gives up the processor";
      case CPU -> "works for longer than a turn may take";
    };
  }

  /** What the finding means, as the end of "the thread ...". */
  static String meaning(Finding finding) {
    String suspended = finding.details().get(Finding.SUSPENDED);
    return suspended == null
        ? meaning(finding.kind())
        : "holds it while its fiber is suspended in " + suspended;
  }

  /** The finding in one sentence, with its time. */
  static String message(Finding finding) {
    FrameInfo frame = finding.frame();
    String method = frame == null ? null : frame.className() + "." + frame.method();
    return finding.api()
        + (finding.details().containsKey(Finding.SUSPENDED)
            ? (method == null ? "" : ", taken in " + method) + ": the thread "
            : (method == null ? "" : " called from " + method)
                + " blocks an event loop or a fiber's carrier: it ")
        + meaning(finding)
        + owner(finding)
        + ". "
        + times(finding)
        + ".";
  }

  /** Who had what the thread waited for: {@code , held by the thread 'worker-1' in a.B.c}. */
  private static String owner(Finding finding) {
    String thread = finding.details().get(Finding.OWNER);
    String frame = finding.details().get(Finding.OWNER_FRAME);
    return thread == null
        ? ""
        : ", held by the thread '" + thread + "'" + (frame == null ? "" : " in " + frame);
  }

  /** {@code 3 calls, 30.5 ms in all, 20.0 ms the longest}. */
  static String times(Finding finding) {
    return finding.count()
        + (finding.count() == 1 ? " call, " : " calls, ")
        + millis(finding.totalNanos())
        + " in all, "
        + millis(finding.maxNanos())
        + " the longest";
  }

  static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f ms", nanos / NANOS_PER_MILLI);
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / NANOS_PER_SECOND);
  }

  /** Both stacks as a stack trace. */
  static String trace(Finding finding) {
    StringBuilder text = new StringBuilder();
    finding.stack().forEach(frame -> text.append("    at ").append(frame).append('\n'));
    if (!finding.asyncStack().isEmpty()) {
      text.append("  submitted, started or suspended\n");
      finding.asyncStack().forEach(frame -> text.append("    at ").append(frame).append('\n'));
    }
    return text.toString();
  }

  /** Escaped for the text and the attributes of XML and HTML; what XML cannot have is replaced. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\n', '\t' -> escaped.append((char) c);
                default -> escaped.appendCodePoint(isXml(c) ? c : '\uFFFD');
              }
            });
    return escaped.toString();
  }

  private static boolean isXml(int c) {
    boolean isLoneSurrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return c >= ' ' && !isLoneSurrogate && c != 0xFFFE && c != 0xFFFF;
  }
}
