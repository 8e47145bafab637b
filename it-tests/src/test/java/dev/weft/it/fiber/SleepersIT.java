package dev.weft.it.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Ten thousand connections that all sleep a second at the same time, on two event loops: all are
 * answered, by few threads. How long it took is printed, cold and warm; the deadline only ends a
 * run that hangs.
 */
@Timeout(180)
class SleepersIT {
  private static final int CONNECTIONS = 10_000;
  private static final long SPARE_DESCRIPTORS = 500;
  private static final long SLEEP_MILLIS = 1_000;
  private static final int ROUNDS = 4;

  private static final int MAX_THREADS = 20;

  @Test
  void tenThousandSleepAtOnce() throws Exception {
    long descriptors =
        ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getMaxFileDescriptorCount();
    Assumptions.assumeTrue(
        descriptors >= CONNECTIONS + SPARE_DESCRIPTORS,
        () -> "ulimit -n of " + descriptors + " is too low for " + CONNECTIONS + " connections");
    try (DemoProcess server = new DemoProcess(2);
        HttpLoad load = new HttpLoad(server.port(), CONNECTIONS)) {
      load.connect();
      for (int round = 1; round <= ROUNDS; round++) {
        long millis = sleepAll(load);
        assertTrue(millis >= SLEEP_MILLIS, "they slept");
        System.out.printf(
            "%d sleeps of %d ms, round %d: %d ms, at most %d threads%n",
            CONNECTIONS, SLEEP_MILLIS, round, millis, server.peakThreads());
      }
      int threads = server.peakThreads();
      assertTrue(threads < MAX_THREADS, threads + " threads");
    }
  }

  /** The milliseconds until all have their answers. */
  private static long sleepAll(HttpLoad load) throws InterruptedException {
    long began = System.nanoTime();
    assertEquals(CONNECTIONS, load.ask("/sleep?ms=" + SLEEP_MILLIS, CONNECTIONS).size());
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }
}
