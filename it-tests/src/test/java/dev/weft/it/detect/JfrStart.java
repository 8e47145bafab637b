package dev.weft.it.detect;

import java.util.concurrent.TimeUnit;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;

/** When the agent sees short waits: once JFR's events about monitors are on. */
final class JfrStart {
  private JfrStart() {}

  static void await() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!FlightRecorder.isInitialized() || !areOn() || isStarting()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("JFR has not started");
      }
      Thread.onSpinWait();
    }
  }

  /** The agent's thread that starts JFR ends when it has seen a first event. */
  private static boolean isStarting() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("weft-detect-jfr"));
  }

  private static boolean areOn() {
    for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
      if (type.getName().equals("jdk.JavaMonitorEnter")) {
        return type.isEnabled();
      }
    }
    return false;
  }
}
