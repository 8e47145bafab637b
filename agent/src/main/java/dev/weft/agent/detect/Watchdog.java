package dev.weft.agent.detect;

import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import dev.weft.detect.Context;
import dev.weft.detect.Contexts;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Samples turns that take too long: that wait for a monitor, or have computed for that long. A turn
 * that is inside a hooked call is not sampled: that call is a finding of its own. What is left is a
 * thread that computes, or waits for a monitor.
 */
final class Watchdog {
  /** In a quarter of a turn's limit: about a fifth of its time goes by with loading so many. */
  private static final int MANY_CLASSES = 5;

  private final long turnNanos;

  /** The turn that each thread was last seen in. */
  private Map<Context, Seen> seen = new HashMap<>();

  private Watchdog(long turnNanos) {
    this.turnNanos = turnNanos;
  }

  /** One turn as it was first seen. */
  private static final class Seen {
    final long turn;
    final long since;

    /** Of the thread, when the turn was first seen, or later if classes were loaded. */
    long cpu;

    boolean sampled;

    /** The monitor that the thread was last seen waiting for, and since when. */
    private @Nullable LockInfo monitor;

    private long waitingSince;

    Seen(long turn, long since, long cpu) {
      this.turn = turn;
      this.since = since;
      this.cpu = cpu;
    }

    void waitsFor(@Nullable LockInfo wanted, long now) {
      if (!isSame(wanted)) {
        waitingSince = now;
      }
      monitor = wanted;
    }

    private boolean isSame(@Nullable LockInfo other) {
      return monitor != null
          && other != null
          && monitor.getIdentityHashCode() == other.getIdentityHashCode();
    }

    /** How long the thread has waited for that monitor. */
    long waitedNanos(@Nullable LockInfo wanted, long now) {
      return isSame(wanted) ? now - waitingSince : 0;
    }
  }

  /** Held apart: needed once there are turns. */
  private static final class Times {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final ClassLoadingMXBean CLASSES = ManagementFactory.getClassLoadingMXBean();

    private static long classes;

    /** How long the thread has computed; -1 if that is not known. */
    static long ofCpu(Context context) {
      return THREADS.getThreadCpuTime(context.threadId());
    }

    /** The monitor that the thread waits for, or null. */
    static @Nullable LockInfo monitorOf(Context context) {
      Thread thread = context.thread();
      if (thread == null || thread.getState() != Thread.State.BLOCKED) {
        return null;
      }
      ThreadInfo info = THREADS.getThreadInfo(context.threadId());
      return info == null ? null : info.getLockInfo();
    }

    /** State, monitor and stack of one moment. */
    static @Nullable ThreadInfo of(Context context) {
      return THREADS.getThreadInfo(context.threadId(), Integer.MAX_VALUE);
    }

    /**
     * Whether many classes were loaded since the last call. Then a turn computes for long because
     * it meets code for the first time, which linking and interpreting make slow: no fault of it.
     */
    static boolean isWarmingUp() {
      long before = classes;
      classes = CLASSES.getTotalLoadedClassCount();
      return classes - before >= MANY_CLASSES;
    }
  }

  /**
   * @param turnNanos how long a turn may take; 0 or less: no watchdog
   */
  static void start(long turnNanos) {
    if (turnNanos > 0) {
      Thread thread = new Thread(new Watchdog(turnNanos)::run, "weft-detect-watchdog");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run() {
    while (true) {
      try {
        TimeUnit.NANOSECONDS.sleep(turnNanos / 4);
        look(System.nanoTime());
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | LinkageError e) {
        Problems.add("the watchdog ended: " + e);
        return;
      }
    }
  }

  private void look(long now) {
    Map<Context, Seen> next = new HashMap<>();
    List<Context> contexts = Contexts.all();
    boolean isWarmingUp =
        contexts.stream().anyMatch(context -> context.turn() != 0) && Times.isWarmingUp();
    for (Context context : contexts) {
      long turn = context.turn();
      if (turn != 0) {
        Seen before = seen.get(context);
        Seen current =
            before != null && before.turn == turn
                ? before
                : new Seen(turn, now, Times.ofCpu(context));
        if (isWarmingUp) {
          current.cpu = Times.ofCpu(context);
        }
        current.waitsFor(Times.monitorOf(context), now);
        next.put(context, current);
        if (now - current.since >= turnNanos && !current.sampled) {
          sample(context, current, now);
        }
      }
    }
    seen = next;
  }

  private void sample(Context context, Seen seenTurn, long now) {
    ThreadInfo info = Times.of(context);
    if (info == null || context.turn() != seenTurn.turn || context.isInCall()) {
      return; // the stack is of something else
    }
    boolean isBlocked = info.getThreadState() == Thread.State.BLOCKED;
    long nanos = now - seenTurn.since;
    if (isBlocked) {
      nanos = seenTurn.waitedNanos(info.getLockInfo(), now);
      if (nanos < turnNanos) {
        return;
      }
    } else if (Times.ofCpu(context) - seenTurn.cpu < turnNanos) {
      return; // the machine is busy or the JVM stood still: not the turn's fault so far
    }
    seenTurn.sampled = true;
    add(info, nanos);
  }

  private static void add(ThreadInfo info, long nanos) {
    Thread.State state = info.getThreadState();
    boolean isWaiting = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    Stack stack = new Stack(-1, info.getStackTrace());
    @Nullable FrameInfo frame = stack.frame();
    if (frame == null || isWaiting || stack.isAgents()) {
      return; // the loop itself, or the agent, which weaves what a fiber enters first
    }
    LockInfo monitor = info.getLockInfo();
    boolean isBlocked = state == Thread.State.BLOCKED && monitor != null;
    Kind kind = isBlocked ? stack.kindOfMonitor(monitor.getClassName()) : stack.kind(Kind.CPU);
    String api = isBlocked ? "synchronized" : "a long turn";
    Map<String, String> details = Map.of("state", state.toString());
    Samples.add(kind, api, frame, stack.frames(), nanos, info.getThreadName(), details);
  }
}
