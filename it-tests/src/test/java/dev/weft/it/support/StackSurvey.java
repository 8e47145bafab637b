package dev.weft.it.support;

import dev.weft.Pinned;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads off the calling thread's stack, down to the harness's entry, whether a suspension here can
 * be woven: the rules of the engine, told from the outside by frames and monitors, without asking
 * the engine.
 */
final class StackSurvey {
  /**
   * Classes that are woven unless excluded; all that is neither here nor transparent is foreign.
   */
  private static final String WOVEN = "dev.weft.it.";

  /** The runtime's own frames. */
  private static final String RUNTIME = "dev.weft.";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private StackSurvey() {}

  /**
   * @param excluded binary name of a class that is not woven, or null
   */
  static Crossing take(String excluded) {
    ThreadInfo info = THREADS.getThreadInfo(new long[] {threadId()}, true, false)[0];
    Set<Integer> locked = new HashSet<>();
    for (MonitorInfo monitor : info.getLockedMonitors()) {
      locked.add(monitor.getLockedStackDepth());
    }
    StackTraceElement[] stack = info.getStackTrace();
    boolean optional = false;
    for (int i = firstProgramFrame(stack); i < stack.length && !Traces.isEntry(stack[i]); i++) {
      if (buildsStrings(stack[i])) {
        optional = true;
        continue;
      }
      Set<Pinned> reasons = reasons(stack[i], locked.contains(i), excluded);
      if (!reasons.isEmpty()) {
        return new Crossing(optional ? EnumSet.allOf(Pinned.class) : reasons, false);
      }
    }
    return optional
        ? new Crossing(EnumSet.of(Pinned.FOREIGN_FRAME, Pinned.NATIVE), true)
        : Crossing.FREE;
  }

  @SuppressWarnings("deprecation") // threadId() came after 17
  private static long threadId() {
    return Thread.currentThread().getId();
  }

  private static int firstProgramFrame(StackTraceElement[] stack) {
    int i = 0;
    while (i < stack.length && !isProbe(stack[i])) {
      i++;
    }
    while (i < stack.length && isProbe(stack[i])) {
      i++;
    }
    return i;
  }

  private static boolean isProbe(StackTraceElement frame) {
    return frame.getClassName().equals(Probe.class.getName())
        || frame.getClassName().equals(OracleProbe.class.getName());
  }

  /**
   * What a string concatenation puts under {@code toString}; whether it is bridged is left to the
   * engine.
   */
  private static boolean buildsStrings(StackTraceElement frame) {
    return switch (frame.getClassName()) {
      case "java.lang.String", "java.lang.StringConcatHelper" -> true;
      case "java.lang.StringBuilder", "java.lang.AbstractStringBuilder" -> true;
      default -> false;
    };
  }

  private static Set<Pinned> reasons(StackTraceElement frame, boolean locked, String excluded) {
    EnumSet<Pinned> reasons = EnumSet.noneOf(Pinned.class);
    if (Traces.isMachinery(frame.getClassName())) {
      return reasons;
    }
    if (frame.getMethodName().equals("<init>")) {
      reasons.add(Pinned.CONSTRUCTOR);
    } else if (frame.getMethodName().equals("<clinit>")) {
      reasons.add(Pinned.CLASS_INITIALIZER);
    } else if (frame.isNativeMethod()) {
      reasons.add(Pinned.NATIVE);
    } else if (locked) {
      reasons.add(Pinned.MONITOR);
    }
    if (isForeign(frame.getClassName(), excluded)) {
      reasons.add(Pinned.FOREIGN_FRAME);
    }
    return reasons;
  }

  private static boolean isForeign(String className, String excluded) {
    if (className.startsWith(WOVEN)) {
      return className.equals(excluded);
    }
    return !className.startsWith(RUNTIME);
  }
}
