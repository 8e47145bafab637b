package dev.weft.agent.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Stacks as the program's own stack traces would have them. Who looks at a thread from outside, as
 * JFR and the watchdog do, sees every frame.
 */
final class VisibleStack {
  private static final String COPY = "$$Weft";

  private VisibleStack() {}

  /**
   * What the JVM hides from stack traces is left out; a frame of a woven copy stands for the method
   * that it was made of, whose own frame, the stub below it, goes.
   */
  static StackTraceElement[] of(StackTraceElement[] all) {
    List<StackTraceElement> visible = new ArrayList<>();
    StackTraceElement copied = null;
    for (StackTraceElement frame : all) {
      if (frame.getClassName().contains(COPY)) {
        copied = original(frame);
        visible.add(copied);
      } else if (!isHidden(frame.getClassName())) {
        if (copied == null || !isStub(frame, copied)) {
          visible.add(frame);
        }
        copied = null;
      }
    }
    return visible.toArray(new StackTraceElement[0]);
  }

  private static boolean isStub(StackTraceElement frame, StackTraceElement copied) {
    return frame.getClassName().equals(copied.getClassName())
        && frame.getMethodName().equals(copied.getMethodName());
  }

  private static boolean isHidden(String className) {
    return className.startsWith("java.lang.invoke.")
        || className.startsWith("dev.weft.core.")
        || className.contains("$$Lambda");
  }

  /** Without what the weaver appends to the names of a copy and of its methods. */
  private static StackTraceElement original(StackTraceElement frame) {
    String type = frame.getClassName();
    String method = frame.getMethodName();
    int number = method.lastIndexOf('$');
    return new StackTraceElement(
        null,
        frame.getModuleName(),
        null,
        type.substring(0, type.indexOf(COPY)),
        number > 0 ? method.substring(0, number) : method,
        frame.getFileName(),
        frame.getLineNumber());
  }
}
