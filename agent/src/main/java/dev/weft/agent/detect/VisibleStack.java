package dev.weft.agent.detect;

import dev.weft.core.CopyInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Stacks as the program's own stack traces would have them. Who looks at a thread from outside, as
 * JFR and the watchdog do, sees every frame; {@link Thread#getStackTrace} would leave out those of
 * copies.
 */
final class VisibleStack {
  private static final String COPY = "$$Weft";

  private VisibleStack() {}

  /**
   * What the JVM hides from stack traces is left out; a frame of a woven copy stands for the method
   * that it was made of.
   */
  static StackTraceElement[] of(StackTraceElement[] all) {
    List<StackTraceElement> visible = new ArrayList<>();
    for (StackTraceElement frame : all) {
      if (!isHidden(frame)) {
        visible.add(frame.getClassName().contains(COPY) ? original(frame) : frame);
      }
    }
    return visible.toArray(new StackTraceElement[0]);
  }

  private static boolean isHidden(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.startsWith("java.lang.invoke.")
        || type.startsWith("dev.weft.core.")
        || type.contains("$$Lambda")
        || type.contains(COPY + "Lambda")
        || (type.contains(COPY) && CopyInfo.placeOf(frame.getMethodName()) < 0);
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
