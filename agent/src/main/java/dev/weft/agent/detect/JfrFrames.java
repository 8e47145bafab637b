package dev.weft.agent.detect;

import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/** JFR's stacks as stack traces have them. */
final class JfrFrames {
  private JfrFrames() {}

  static Contention contention(
      RecordedEvent event, @Nullable String monitor, @Nullable String owner) {
    RecordedThread thread = event.getThread();
    @Nullable RecordedStackTrace trace = event.getStackTrace();
    return new Contention(
        thread.getJavaThreadId(),
        nameOf(thread),
        monitor == null ? "" : monitor,
        owner,
        event.getEndTime().toEpochMilli(),
        event.getDuration().toNanos(),
        trace == null ? new StackTraceElement[0] : elements(trace),
        trace != null && trace.isTruncated());
  }

  static String nameOf(RecordedThread thread) {
    String name = thread.getJavaName();
    return name == null || name.isEmpty() ? "thread " + thread.getJavaThreadId() : name;
  }

  private static StackTraceElement[] elements(RecordedStackTrace trace) {
    StackTraceElement[] all =
        trace.getFrames().stream().map(JfrFrames::element).toArray(StackTraceElement[]::new);
    return VisibleStack.of(all);
  }

  private static StackTraceElement element(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    RecordedClass type = method.getType();
    return new StackTraceElement(
        null, moduleOf(type), null, type.getName(), method.getName(), null, frame.getLineNumber());
  }

  private static @Nullable String moduleOf(RecordedClass type) {
    RecordedObject classPackage = type.getValue("package");
    RecordedObject module = classPackage == null ? null : classPackage.getValue("module");
    return module == null ? null : module.getString("name");
  }
}
