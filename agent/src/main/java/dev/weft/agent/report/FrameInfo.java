package dev.weft.agent.report;

import org.jspecify.annotations.Nullable;

/**
 * One frame of a stack.
 *
 * @param className binary name, with dots
 * @param file the source file's name without a directory, if the class file has it
 * @param line from 1; 0 or less if unknown
 */
public record FrameInfo(String className, String method, @Nullable String file, int line) {
  public static FrameInfo of(StackTraceElement element) {
    return new FrameInfo(
        element.getClassName(),
        element.getMethodName(),
        element.getFileName(),
        element.getLineNumber());
  }

  /** As in a stack trace: {@code com.acme.Shop.total(Shop.java:42)}. */
  @Override
  public String toString() {
    String place = file == null ? "Unknown Source" : line > 0 ? file + ":" + line : file;
    return className + "." + method + "(" + place + ")";
  }
}
