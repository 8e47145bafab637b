package dev.weft.it.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand connections that all sleep a second at the same time, on two event loops. */
@Timeout(180)
class SleepersIT {
  private static final int CONNECTIONS = 10_000;
  private static final long SPARE_DESCRIPTORS = 500;
  private static final long SLEEP_MILLIS = 1_000;
  private static final long BEYOND_MILLIS = 2_000;
  private static final int WARM_UP_ROUNDS = 3;

  /** The machine may be busy with something else: one round in time is enough. */
  private static final int ROUNDS = 3;

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
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        assertEquals(
            CONNECTIONS,
            load.ask("/sleep?ms=1", CONNECTIONS).size(),
            "before the JIT has compiled it all");
      }
      long millis = Long.MAX_VALUE;
      for (int i = 0; i < ROUNDS && millis >= SLEEP_MILLIS + BEYOND_MILLIS; i++) {
        millis = sleepAll(load);
      }
      int threads = server.peakThreads();
      System.out.println(
          CONNECTIONS
              + " sleeps of "
              + SLEEP_MILLIS
              + " ms took "
              + millis
              + " ms, "
              + threads
              + " threads");
      assertTrue(millis >= SLEEP_MILLIS, "they slept");
      assertTrue(millis < SLEEP_MILLIS + BEYOND_MILLIS, millis + " ms");
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
