package dev.weft.agent.detect;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What went wrong, one line each, for the report; the first few. */
final class Problems {
  private static final int MOST = 100;

  private static final Queue<String> LINES = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Problems() {}

  static void add(String line) {
    if (COUNT.incrementAndGet() <= MOST) {
      LINES.add(line);
    }
  }

  static List<String> lines() {
    return List.copyOf(LINES);
  }
}
