package dev.weft.detect.spi;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of one test: its name, and what it did so far. Any thread may use it. */
public final class TestRun {
  /** Sites that one test can have; further ones are in the report only. */
  private static final int MOST_SITES = 1000;

  private final String id;
  private final @Nullable TestRun outer;

  /** Guarded by this. */
  private final Map<Object, TestTally> tallies = new HashMap<>();

  /** Why sites are allowed in this run. Guarded by this. */
  private final Map<Object, String> allowed = new HashMap<>();

  /** Guarded by this. */
  private boolean ended;

  private final @Nullable TestRun before;
  private final long threadId = threadId();

  TestRun(String id, @Nullable TestRun outer, @Nullable TestRun before) {
    this.id = id;
    this.outer = outer;
    this.before = before;
  }

  private static long threadId() {
    return Thread.currentThread().getId();
  }

  /** Whether the calling thread began it, rather than works for it. */
  boolean isOfCurrentThread() {
    return threadId == threadId();
  }

  /** The test's identifier in reports: {@code com.acme.ShopTest.total()}. */
  public String id() {
    return id;
  }

  /** The run that the same thread was in before: it goes on when this one has ended. */
  @Nullable TestRun outer() {
    return outer;
  }

  /** What the thread worked for before, which may be another thread's. */
  @Nullable TestRun before() {
    return before;
  }

  /** Counts a call. */
  synchronized void add(Object site, long nanos, boolean shared) {
    if (!ended && (tallies.size() < MOST_SITES || tallies.containsKey(site))) {
      tallies.merge(
          site, TestTally.NONE.plus(nanos, shared), (sum, one) -> sum.plus(nanos, shared));
    }
  }

  synchronized void allow(Object site, String reason) {
    allowed.put(site, reason);
  }

  /** Why a site is allowed in this run, or null. */
  synchronized @Nullable String allowed(Object site) {
    return allowed.get(site);
  }

  /** What was counted so far. */
  synchronized Map<Object, TestTally> tallies() {
    return Map.copyOf(tallies);
  }

  /** Ends the run: what comes later is not counted. */
  synchronized void end() {
    ended = true;
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  @Override
  public String toString() {
    return id;
  }
}
