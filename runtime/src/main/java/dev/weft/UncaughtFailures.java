package dev.weft;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What fibers' bodies threw and nobody has asked for. It is reported once nobody can ask any more:
 * when the fiber has been collected, or as the JVM ends. The report is the default uncaught
 * exception handler's, or else a trace on standard error.
 */
final class UncaughtFailures {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final Set<Watch> PENDING = ConcurrentHashMap.newKeySet();

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(new ReportAll(), "weft-uncaught"));
    } catch (IllegalStateException e) {
      // the JVM is ending already
    }
  }

  private UncaughtFailures() {}

  /**
   * @param asked whether the failure is what the fiber's get throws; a cancelled fiber's is not, so
   *     it is reported now
   */
  static void watch(Fiber<?> fiber, Completion.Failure failure, boolean asked) {
    Watch watch = new Watch(fiber.name(), failure);
    if (!asked) {
      boolean expected =
          failure.thrown instanceof InterruptedException
              || failure.thrown instanceof CancellationException;
      if (!expected) {
        watch.report();
      }
      return;
    }
    PENDING.add(watch);
    CLEANER.register(fiber, watch);
  }

  /** Reports a failure that nobody is able to ask for. */
  static void report(String fiberName, Throwable thrown) {
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    if (handler != null) {
      handler.uncaughtException(Thread.currentThread(), thrown);
      return;
    }
    synchronized (System.err) {
      System.err.print("Exception in fiber \"" + fiberName + "\" ");
      thrown.printStackTrace();
    }
  }

  /** Refers to the failure, not to the fiber, whose end it waits for. */
  private static final class Watch implements Runnable {
    private final String name;
    private final Completion.Failure failure;

    Watch(String name, Completion.Failure failure) {
      this.name = name;
      this.failure = failure;
    }

    @Override
    public void run() {
      if (PENDING.remove(this)) {
        report();
      }
    }

    void report() {
      if (!failure.observed) {
        failure.observed = true;
        UncaughtFailures.report(name, failure.thrown);
      }
    }
  }

  private static final class ReportAll implements Runnable {
    @Override
    public void run() {
      for (Watch watch : PENDING) {
        watch.run();
      }
    }
  }
}
