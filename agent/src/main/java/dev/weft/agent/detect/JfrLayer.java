package dev.weft.agent.detect;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The life of the layer that finds contended monitors and pinned virtual threads by JFR's events.
 *
 * <p>To start JFR takes longer than all else that the agent does, so it is started by a thread of
 * its own when the first class loads that runs what must not block. Until it is there the watchdog
 * alone sees monitors.
 */
final class JfrLayer implements JfrEvents.Listener {
  private static final String NAME = "contended monitors: ";
  private static final String UNUSABLE = "JFR cannot be used: ";

  /** What Runtime says to who comes too late. */
  private static final String SHUTDOWN = "Shutdown in progress";

  private static final long LONGEST_MILLIS = 5_000;

  private final Instrumentation instrumentation;
  private final Consumer<String> log;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final MonitorProbe probe = new MonitorProbe();
  private final Contentions contentions;
  private final BlockedCounts blocked = new BlockedCounts();

  /** Why it is not live; null if it is. */
  private volatile @Nullable String reason = "nothing runs in this JVM that must not block";

  /**
   * @param log takes a line for the user
   */
  JfrLayer(Instrumentation instrumentation, Contentions contentions, Consumer<String> log) {
    this.instrumentation = instrumentation;
    this.contentions = contentions;
    this.log = log;
  }

  /** Starts it once. Returns at once. */
  void begin() {
    if (begun.compareAndSet(false, true)) {
      reason = "the JVM has ended before JFR had started";
      Thread thread = new Thread(this::start, "weft-detect-jfr");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void start() {
    try {
      JfrInternals.open(instrumentation);
      JfrEvents.open(this);
      JfrInternals.beforeStop(this::finish);
      if (probe.answers(LONGEST_MILLIS)) {
        reason = null;
        contentions.live();
      } else {
        unavailable("JFR did not tell of the monitor that was contended to try it");
      }
    } catch (IllegalStateException e) {
      if (!SHUTDOWN.equals(e.getMessage())) {
        unavailable(UNUSABLE + e);
      }
    } catch (NoClassDefFoundError e) {
      unavailable("the module jdk.jfr is missing");
    } catch (Throwable t) {
      unavailable(UNUSABLE + t);
    }
  }

  private void unavailable(String why) {
    reason = why;
    log.accept(line());
  }

  private String line() {
    String why = reason;
    return why == null
        ? NAME + "live"
        : NAME + "not live, because " + why + "; long waits are sampled";
  }

  /** What the report says. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(line()));
    lines.addAll(contentions.lines());
    return lines;
  }

  /** Hands in what has happened so far, for threads that a monitor has blocked since last time. */
  void settle() {
    if (reason == null && blocked.haveRisen()) {
      finish();
    }
  }

  private void finish() {
    if (reason == null && !probe.answers(LONGEST_MILLIS)) {
      Problems.add("JFR was late: its last events are not in the report");
    }
  }

  @Override
  public void waited(Contention contention) {
    if (!probe.takes(contention.threadId())) {
      contentions.waited(contention);
    }
  }

  @Override
  public void pinned(Contention pin) {
    contentions.pinned(pin);
  }

  @Override
  public void flushed() {
    probe.flushed();
  }

  @Override
  public void missed(String what) {
    Problems.add(what);
  }
}
