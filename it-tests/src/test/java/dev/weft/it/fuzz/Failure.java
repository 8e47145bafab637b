package dev.weft.it.fuzz;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * How a program went wrong.
 *
 * @param kind what two programs share that fail in the same way
 */
record Failure(String kind, String detail, Throwable cause) {
  @Override
  public String toString() {
    StringWriter text = new StringWriter();
    text.append(kind).append(": ").append(detail);
    if (cause != null) {
      text.append('\n');
      cause.printStackTrace(new PrintWriter(text, true));
    }
    return text.toString();
  }
}
