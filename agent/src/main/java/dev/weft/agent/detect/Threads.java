package dev.weft.agent.detect;

import dev.weft.detect.Context;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** What the JVM tells of threads. Held apart: it is needed once there are turns. */
final class Threads {
  static final ThreadMXBean BEAN = ManagementFactory.getThreadMXBean();

  private Threads() {}

  /** State and stack of one moment; null if the thread has ended. */
  static @Nullable ThreadInfo of(Context context) {
    return BEAN.getThreadInfo(context.threadId(), Integer.MAX_VALUE);
  }
}
