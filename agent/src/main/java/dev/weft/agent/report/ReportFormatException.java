package dev.weft.agent.report;

import java.io.IOException;

/**
 * A file that should be a report in JSON and is not. The message says what is wrong, in one line.
 */
public final class ReportFormatException extends IOException {
  private static final long serialVersionUID = 1;

  public ReportFormatException(String message) {
    super(message);
  }
}
