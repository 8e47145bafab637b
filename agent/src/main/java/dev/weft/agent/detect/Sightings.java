package dev.weft.agent.detect;

import dev.weft.detect.Context;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Threads that the watchdog saw waiting for a monitor: it alone sees what the owner is doing. Where
 * JFR's events come, each such wait is theirs, and this adds the owner; else long ones become
 * findings here.
 *
 * <pre>
 * a sighting is   and becomes
 * current         a finding  when no events come and it is longer than a turn may take; it stays current
 * current         ended      when the thread is seen elsewhere
 * current, ended  gone       when the event of the wait comes, which counts unless the sighting did
 * current, ended  a finding  if no event has come by the report, it was long, and is no finding yet
 * </pre>
 */
final class Sightings {
  private static final int MOST_ENDED = 256;
  private static final long TOLERANCE_MILLIS = 20;

  private final long turnNanos;

  // all guarded by this
  private final Map<Context, Sighting> current = new HashMap<>();
  private final Deque<Sighting> ended = new ArrayDeque<>();

  private boolean eventsCome;

  /**
   * @param turnNanos how long a turn may take
   */
  Sightings(long turnNanos) {
    this.turnNanos = turnNanos;
  }

  /** From now on an event comes for each wait that ends. */
  synchronized void areConfirmed() {
    eventsCome = true;
  }

  /** The thread is seen waiting for a monitor, in that turn. */
  synchronized void see(Context context, long turn, long now) {
    Sighting known = current.get(context);
    if (known != null && !known.goesOn(turn, now)) {
      leave(context);
      known = null;
    }
    if (known == null) {
      known = Sighting.of(context, turn, now);
      if (known == null) {
        return;
      }
      current.put(context, known);
    }
    if (!eventsCome) {
      tellIfLong(known);
    }
  }

  private void tellIfLong(Sighting sighting) {
    if (sighting.nanos() >= turnNanos) {
      sighting.tell();
    }
  }

  /** The thread is seen doing something else. */
  synchronized void leave(Context context) {
    Sighting left = current.remove(context);
    if (left != null) {
      ended.add(left);
      if (ended.size() > MOST_ENDED) {
        tellIfLong(ended.remove());
      }
    }
  }

  /** What was seen of the wait that an event is of; null if nothing was. */
  synchronized @Nullable Sighting take(Contention contention) {
    Sighting taken = takeFrom(ended, contention);
    return taken != null ? taken : takeFrom(current.values(), contention);
  }

  private static @Nullable Sighting takeFrom(
      Collection<Sighting> sightings, Contention contention) {
    for (Iterator<Sighting> i = sightings.iterator(); i.hasNext(); ) {
      Sighting sighting = i.next();
      if (sighting.isOf(contention, TOLERANCE_MILLIS)) {
        i.remove();
        return sighting;
      }
    }
    return null;
  }

  /** Makes findings of long waits for which no event has come: their threads wait still. */
  synchronized void close() {
    ended.forEach(this::tellIfLong);
    long now = System.nanoTime();
    for (Sighting waits : current.values()) {
      waits.goesOn(waits.turn(), now);
      tellIfLong(waits);
    }
    ended.clear();
    current.clear();
  }
}
