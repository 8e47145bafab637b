package dev.weft.bridge;

import dev.weft.Fiber;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What woven code calls instead of the JDK's blocking methods, with the same descriptors and
 * meaning. In a fiber they suspend it, outside they are the JDK's.
 */
public final class Blocking {
  private static final int NANOS_PER_MILLI = 1_000_000;

  private Blocking() {}

  /** {@link Thread#sleep(long)}. */
  public static void sleep(long millis) throws InterruptedException {
    if (Fiber.current() == null) {
      Thread.sleep(millis, 0); // whose body is hooked in every JDK
      return;
    }
    if (millis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    Fiber.sleepNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** {@link Thread#sleep(long, int)}. */
  public static void sleep(long millis, int nanos) throws InterruptedException {
    if (Fiber.current() == null) {
      Thread.sleep(millis, nanos);
      return;
    }
    if (millis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    if (nanos < 0 || nanos >= NANOS_PER_MILLI) {
      throw new IllegalArgumentException("nanosecond timeout value out of range");
    }
    long whole = TimeUnit.MILLISECONDS.toNanos(millis);
    Fiber.sleepNanos(whole > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : whole + nanos);
  }

  /** Thread.sleep(Duration), which the JDK has from 19. */
  public static void sleep(Duration duration) throws InterruptedException {
    Fiber.sleep(duration);
  }
}
