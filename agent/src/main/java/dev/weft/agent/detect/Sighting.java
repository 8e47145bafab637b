package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import dev.weft.detect.Context;
import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;
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

  /** Whether the owner was loading or initialising a class. */
  private final boolean isForClass;

  private final long sinceNanos;
  private final long sinceMillis;
  private long lastNanos;
  private boolean isTold;

  private Sighting(
      Context context, long turn, ThreadInfo info, StackTraceElement[] ownerStack, long now) {
    this.context = context;
    this.turn = turn;
    this.monitor = info.getLockInfo();
    this.thread = info.getThreadName();
    this.stack = VisibleStack.of(info.getStackTrace());
    this.owner = Owners.details(info.getLockOwnerName(), ownerStack);
    this.isForClass = new Stack(-1, ownerStack).isLoading();
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
    if (context.isInCall()) {
      return null;
    }
    ThreadInfo info = Threads.of(context);
    return info != null
            && info.getThreadState() == Thread.State.BLOCKED
            && info.getLockInfo() != null
            && context.turn() == turn
        ? new Sighting(context, turn, info, stackOfOwner(info), now)
        : null;
  }

  private static StackTraceElement[] stackOfOwner(ThreadInfo info) {
    ThreadInfo owner =
        info.getLockOwnerId() < 0 ? null : Threads.BEAN.getThreadInfo(info.getLockOwnerId(), DEPTH);
    return owner == null ? new StackTraceElement[0] : VisibleStack.of(owner.getStackTrace());
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

  /**
   * The kind of the wait.
   *
   * @param waiting the stack of the thread that waits
   */
  Kind kind(Stack waiting) {
    return isForClass ? Kind.CLASSLOAD : waiting.kindOfMonitor(monitor.getClassName());
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
          Finding.builder(kind(waiting), "synchronized")
              .frame(frame)
              .stack(waiting.frames())
              .details(owner)
              .build();
      Samples.add(finding, nanos(), thread);
    }
  }
}
