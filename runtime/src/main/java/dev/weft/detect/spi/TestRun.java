package dev.weft.detect.spi;

import java.util.HashMap;
import java.util.Map;

/** One run of one test: its name, and what it did so far. Any thread may use it. */
public final class TestRun {
  /** Sites that one test can have; further ones are in the report only. */
  private static final int MOST_SITES = 1000;

  private final String id;

  /** Guarded by this. */
  private final Map<Object, TestTally> tallies = new HashMap<>();

  /** Guarded by this. */
  private boolean ended;

  TestRun(String id) {
    this.id = id;
  }

  /** The test's identifier in reports: {@code com.acme.ShopTest.total()}. */
  public String id() {
    return id;
  }

  /** Counts a call. */
  synchronized void add(Object site, long nanos, boolean shared) {
    if (!ended && (tallies.size() < MOST_SITES || tallies.containsKey(site))) {
      tallies.merge(
          site, TestTally.NONE.plus(nanos, shared), (sum, one) -> sum.plus(nanos, shared));
    }
  }

  /** Ends the run: what comes later is not counted. */
  synchronized Map<Object, TestTally> end() {
    ended = true;
    return Map.copyOf(tallies);
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  @Override
  public String toString() {
    return id;
  }
}
