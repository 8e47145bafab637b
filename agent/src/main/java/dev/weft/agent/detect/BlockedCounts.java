package dev.weft.agent.detect;

import dev.weft.detect.Context;
import dev.weft.detect.Contexts;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often threads that run what must not block were blocked by monitors; the JVM counts it. */
final class BlockedCounts {
  /** By thread id. */
  private Map<Long, Long> before = Map.of();

  /** Whether one was since the last call. */
  synchronized boolean haveRisen() {
    Map<Long, Long> now = new HashMap<>();
    List<Context> contexts = Contexts.all();
    long[] ids = contexts.stream().mapToLong(Context::threadId).toArray();
    for (ThreadInfo info : Threads.BEAN.getThreadInfo(ids)) {
      if (info != null) {
        now.put(info.getThreadId(), info.getBlockedCount());
      }
    }
    Map<Long, Long> earlier = before;
    before = now;
    return now.entrySet().stream()
        .anyMatch(entry -> entry.getValue() > earlier.getOrDefault(entry.getKey(), 0L));
  }
}
