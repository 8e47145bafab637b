package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import dev.weft.detect.Context;
import dev.weft.detect.Contexts;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Samples turns that have computed for too long, and looks who has the monitors that turns wait
 * for. A turn that is inside a hooked call is not sampled: that call is a finding of its own.
 */
final class Watchdog {
  /** In a quarter of a turn's limit: about a fifth of its time goes by with loading so many. */
  private static final int MANY_CLASSES = 5;

  private final long turnNanos;
  private final Sightings sightings;

  /** The turn that each thread was last seen in. */
  private Map<Context, Seen> seen = new HashMap<>();

  private Watchdog(long turnNanos, Sightings sightings) {
    this.turnNanos = turnNanos;
    this.sightings = sightings;
  }

  /** One turn as it was first seen. */
  private static final class Seen {
    final long turn;
    final long since;

    /** Of the thread, when the turn was first seen, or later if classes were loaded. */
    long cpu;

    boolean sampled;

    Seen(long turn, long since, long cpu) {
      this.turn = turn;
      this.since = since;
      this.cpu = cpu;
    }
  }

  /** Held apart: needed once there are turns. */
  private static final class Times {
    private static final ClassLoadingMXBean CLASSES = ManagementFactory.getClassLoadingMXBean();

    private static long classes;

    /** How long the thread has computed; -1 if that is not known. */
    static long ofCpu(Context context) {
      return Threads.BEAN.getThreadCpuTime(context.threadId());
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
   * @param sightings told of threads that wait for monitors
   */
  static void start(long turnNanos, Sightings sightings) {
    if (turnNanos > 0) {
      Thread thread = new Thread(new Watchdog(turnNanos, sightings)::run, "weft-detect-watchdog");
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
      boolean waits = turn != 0 && isBlocked(context);
      if (waits) {
        sightings.see(context, turn, now);
      } else {
        sightings.leave(context);
      }
      if (turn != 0) {
        Seen current = seenIn(turn, context, now);
        if (isWarmingUp) {
          current.cpu = Times.ofCpu(context);
        }
        next.put(context, current);
        if (now - current.since >= turnNanos && !current.sampled && !waits) {
          sample(context, current, now - current.since);
        }
      }
    }
    seen = next;
  }

  private Seen seenIn(long turn, Context context, long now) {
    Seen before = seen.get(context);
    return before != null && before.turn == turn
        ? before
        : new Seen(turn, now, Times.ofCpu(context));
  }

  private static boolean isBlocked(Context context) {
    Thread thread = context.thread();
    return thread != null && thread.getState() == Thread.State.BLOCKED && !context.isInCall();
  }

  private void sample(Context context, Seen seenTurn, long nanos) {
    ThreadInfo info = context.isInCall() ? null : Threads.of(context);
    if (info == null) {
      return;
    }
    Thread.State state = info.getThreadState();
    if (context.turn() != seenTurn.turn || context.isInCall()) {
      return; // the stack is of something else
    }
    if (state == Thread.State.BLOCKED || Times.ofCpu(context) - seenTurn.cpu < turnNanos) {
      return; // it waits, or the machine is busy, or the JVM stood still
    }
    seenTurn.sampled = true;
    Stack stack = new Stack(-1, VisibleStack.of(info.getStackTrace()));
    add(stack, state, nanos, info.getThreadName());
  }

  private static void add(Stack stack, Thread.State state, long nanos, String thread) {
    boolean isWaiting = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    @Nullable FrameInfo frame = stack.frame();
    if (frame == null || isWaiting || stack.isAgents()) {
      return; // the loop itself, or the agent, which weaves what a fiber enters first
    }
    Finding finding =
        Finding.builder(stack.kind(Kind.CPU), "a long turn")
            .frame(frame)
            .stack(stack.frames())
            .details(Map.of("state", state.toString()))
            .build();
    Samples.add(finding, nanos, thread);
  }
}
