package dev.weft.agent.detect;

import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import dev.weft.detect.Context;
import dev.weft.detect.Contexts;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
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

    /** Of the thread, when the turn was first seen. */
    final long cpu;

    boolean sampled;

    Seen(long turn, long since, long cpu) {
      this.turn = turn;
      this.since = since;
      this.cpu = cpu;
    }
  }

  /** Held apart: needed once there are turns. */
  private static final class Times {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** How long the thread has computed; -1 if that is not known. */
    static long ofCpu(Context context) {
      return THREADS.getThreadCpuTime(context.threadId());
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
    for (Context context : Contexts.all()) {
      long turn = context.turn();
      if (turn != 0) {
        Seen before = seen.get(context);
        Seen current =
            before != null && before.turn == turn
                ? before
                : new Seen(turn, now, Times.ofCpu(context));
        next.put(context, current);
        if (now - current.since >= turnNanos && !current.sampled) {
          sample(context, current, now - current.since);
        }
      }
    }
    seen = next;
  }

  private void sample(Context context, Seen seenTurn, long nanos) {
    Thread thread = context.thread();
    if (thread == null || context.isInCall()) {
      return;
    }
    StackTraceElement[] elements = thread.getStackTrace();
    Thread.State state = thread.getState();
    if (context.turn() != seenTurn.turn || context.isInCall()) {
      return; // the stack is of something else
    }
    boolean isBlocked = state == Thread.State.BLOCKED;
    if (!isBlocked && Times.ofCpu(context) - seenTurn.cpu < turnNanos) {
      return; // the machine is busy or the JVM stood still: not the turn's fault so far
    }
    seenTurn.sampled = true;
    Stack stack = new Stack(-1, elements);
    Kind kind = stack.kind(isBlocked ? Kind.MONITOR : Kind.CPU);
    @Nullable FrameInfo frame = stack.frame();
    boolean isWaiting = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    if (frame == null || isWaiting || stack.isAgents()) {
      return; // the loop itself, or the agent, which weaves what a fiber enters first
    }
    List<FrameInfo> frames = Arrays.stream(elements).map(FrameInfo::of).toList();
    String api = kind == Kind.MONITOR ? "synchronized" : "a long turn";
    Samples.add(
        kind, api, frame, frames, nanos, thread.getName(), Map.of("state", state.toString()));
  }
}
