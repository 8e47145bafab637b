package dev.weft.it.fuzz;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Ends the JVM if one program takes too long: says which, and where its threads are. */
final class Watch {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

  private volatile long seed;
  private volatile long since;

  /** Starts the thread that watches. */
  static Watch start() {
    Watch watch = new Watch();
    Thread thread = new Thread(watch::watch, "fuzz-watch");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  void started(long nextSeed) {
    seed = nextSeed;
    since = System.nanoTime();
  }

  void ended() {
    since = 0;
  }

  private void watch() {
    try {
      for (; ; ) {
        TimeUnit.SECONDS.sleep(5);
        long start = since;
        if (start != 0 && System.nanoTime() - start > LIMIT_NANOS) {
          report();
          Runtime.getRuntime().halt(3);
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void report() {
    System.out.println("fuzz: STUCK at seed " + seed);
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      System.out.println(each.getKey());
      for (StackTraceElement frame : each.getValue()) {
        System.out.println("    " + frame);
      }
    }
  }
}
