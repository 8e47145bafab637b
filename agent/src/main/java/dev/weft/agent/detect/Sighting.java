package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.detect.Context;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A thread as it was seen waiting for a monitor. */
final class Sighting {
  private static final int DEPTH = 64;

  private final Context context;
  private final long turn;
  private final LockInfo monitor;
  private final String thread;
  private final StackTraceElement[] stack;
  private final Map<String, String> owner;
  private final long sinceNanos;
  private final long sinceMillis;
  private long lastNanos;
  private boolean isTold;

  private Sighting(
      Context context,
      long turn,
      ThreadInfo info,
      StackTraceElement[] stack,
      Map<String, String> owner,
      long now) {
    this.context = context;
    this.turn = turn;
    this.monitor = info.getLockInfo();
    this.thread = info.getThreadName();
    this.stack = stack;
    this.owner = owner;
    this.sinceNanos = now;
    this.lastNanos = now;
    this.sinceMillis = System.currentTimeMillis();
  }

  /**
   * Looks at a thread that seems to wait for a monitor.
   *
   * @param now {@code System.nanoTime()}
   * @return null if it waits no longer
   */
  static @Nullable Sighting of(Context context, long turn, long now) {
    Thread thread = context.thread();
    if (thread == null || context.isInCall()) {
      return null;
    }
    StackTraceElement[] stack = VisibleStack.of(thread.getStackTrace());
    ThreadInfo info = Threads.BEAN.getThreadInfo(context.threadId());
    boolean isBlocked =
        info != null
            && info.getThreadState() == Thread.State.BLOCKED
            && info.getLockInfo() != null
            && context.turn() == turn;
    return isBlocked ? new Sighting(context, turn, info, stack, ownerOf(info), now) : null;
  }

  private static Map<String, String> ownerOf(ThreadInfo info) {
    ThreadInfo owner =
        info.getLockOwnerId() < 0 ? null : Threads.BEAN.getThreadInfo(info.getLockOwnerId(), DEPTH);
    return Owners.details(
        info.getLockOwnerName(),
        owner == null ? new StackTraceElement[0] : VisibleStack.of(owner.getStackTrace()));
  }

  /** Sees it again; false if it is another wait. */
  boolean goesOn(long currentTurn, long now) {
    ThreadInfo info = Threads.BEAN.getThreadInfo(context.threadId());
    LockInfo waited = info == null ? null : info.getLockInfo();
    if (currentTurn != turn
        || waited == null
        || waited.getIdentityHashCode() != monitor.getIdentityHashCode()) {
      return false;
    }
    lastNanos = now;
    return true;
  }

  /** Whether that event is of this wait; clocks may differ by a little. */
  boolean isOf(Contention contention, long toleranceMillis) {
    long begin = contention.endMillis() - contention.nanos() / 1_000_000;
    return contention.threadId() == context.threadId()
        && contention.monitor().equals(monitor.getClassName())
        && begin - toleranceMillis <= sinceMillis
        && sinceMillis <= contention.endMillis() + toleranceMillis;
  }

  long turn() {
    return turn;
  }

  long nanos() {
    return lastNanos - sinceNanos;
  }

  /** Whether it is a finding already. */
  boolean isTold() {
    return isTold;
  }

  /** As details of a finding. */
  Map<String, String> owner() {
    return owner;
  }

  /** Makes a finding of it, once. */
  void tell() {
    if (isTold) {
      return;
    }
    isTold = true;
    Stack waiting = new Stack(-1, stack);
    FrameInfo frame = waiting.frame();
    if (frame != null && !waiting.isAgents()) {
      Finding finding =
          Finding.builder(waiting.kindOfMonitor(monitor.getClassName()), "synchronized")
              .frame(frame)
              .stack(waiting.frames())
              .details(owner)
              .build();
      Samples.add(finding, nanos(), thread);
    }
  }

  /** Held apart: needed once a thread waits. */
  private static final class Threads {
    static final ThreadMXBean BEAN = ManagementFactory.getThreadMXBean();
  }
}
