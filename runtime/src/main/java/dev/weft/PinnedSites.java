package dev.weft;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The frames because of which fibers could not unmount and had to wait in place. Thread-safe. */
public final class PinnedSites {
  /** At most so many different ones are kept. */
  private static final int KEPT = 1_000;

  private static final ConcurrentHashMap<Site, LongAdder> COUNTS = new ConcurrentHashMap<>();

  private record Site(Pinned reason, @Nullable StackTraceElement culprit) {}

  /**
   * One place.
   *
   * @param culprit the frame that cannot be unwound, or null if it was not found
   * @param count how often a fiber was pinned by it
   */
  public record Entry(Pinned reason, @Nullable StackTraceElement culprit, long count) {}

  private PinnedSites() {}

  public static List<Entry> list() {
    List<Entry> entries = new ArrayList<>();
    for (var e : COUNTS.entrySet()) {
      entries.add(new Entry(e.getKey().reason(), e.getKey().culprit(), e.getValue().sum()));
    }
    return entries;
  }

  /** Counts it, and logs each place the first time. */
  static void record(Pinned reason, @Nullable StackTraceElement culprit) {
    Site site = new Site(reason, culprit);
    LongAdder count = COUNTS.get(site);
    if (count == null) {
      if (COUNTS.size() >= KEPT) {
        return;
      }
      LongAdder fresh = new LongAdder();
      count = COUNTS.putIfAbsent(site, fresh);
      if (count == null) {
        count = fresh;
        System.getLogger("dev.weft")
            .log(
                Level.WARNING,
                "a fiber is pinned ("
                    + reason
                    + ") by "
                    + culprit
                    + ": it waits on its carrier thread, which another one replaces meanwhile");
      }
    }
    count.increment();
  }
}
