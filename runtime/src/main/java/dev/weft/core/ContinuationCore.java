package dev.weft.core;

import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * The engine's part of a continuation: its phase, and the link protocol by which woven callers and
 * callees understand each other; its saved frames are in the part that it inherits. All fields but
 * {@code phase} belong to the thread that has the continuation mounted.
 *
 * <h2>The link</h2>
 *
 * <pre>
 * value          written by                               read by
 * AT_REST   0    whoever read another value
 * RESTORE  -1    the trampoline                           the prologue of the frame's method: restore
 * UNWIND   -2    yield, and every frame that captured     the caller after the call: capture
 * </pre>
 *
 * <h2>Phases</h2>
 *
 * <pre>
 * NEW          to NEW_MOUNTED by the first run
 * NEW_MOUNTED  to MOUNTED as the target is called
 * MOUNTED      to SUSPENDED by a yield to this, to DONE when the target ends; a yield to an outer scope
 *              leaves it mounted: it goes on with the outer one
 * SUSPENDED    to MOUNTED by a further run
 * </pre>
 */
public abstract class ContinuationCore extends FrameStack {
  static final int AT_REST = 0;
  static final int RESTORE = -1;
  static final int UNWIND = -2;

  static final int PHASE_NEW = 0;
  static final int PHASE_SUSPENDED = 1;
  static final int PHASE_NEW_MOUNTED = 2;
  static final int PHASE_MOUNTED = 3;
  static final int PHASE_DONE = 4;

  /** What {@link Hooks#enter} gives for an activation that is not re-entered. */
  static final int CALLED = -1;

  int link;
  volatile int phase;

  /**
   * What the innermost saved frame will find as the result of its call: a reference, raw bits, or
   * an exception.
   */
  @Nullable Object ref;

  long prim;
  @Nullable Throwable exception;

  /** The continuation that this one was run in. */
  @Nullable ContinuationCore parent;

  /** While unwinding: the ancestor that was asked to yield, or null if it is this continuation. */
  @Nullable ContinuationCore yieldTo;

  /** Whether it was entered by resuming, not by starting: it shows in the JVM's stack traces. */
  boolean resumed;

  protected ContinuationCore() {}

  /** The code to run. */
  protected abstract Runnable target();

  /** The object that {@link #yieldTo} names this continuation by. */
  protected abstract Object scopeKey();

  /**
   * Told, on the thread that has it mounted, that a yield to this continuation cannot unmount; what
   * it throws, the yield throws.
   */
  protected abstract void pinned(PinSite site);

  /**
   * Whether stack traces end at this continuation, as a thread's do: its carrier is nobody's
   * caller.
   */
  protected boolean isIsolated() {
    return false;
  }

  protected final boolean isEnded() {
    return phase == PHASE_DONE;
  }

  /** Whether it has started and is not mounted. */
  protected final boolean isSuspended() {
    return phase == PHASE_SUSPENDED;
  }

  @ForceInline
  protected static @Nullable ContinuationCore currentCore() {
    return ThreadSlot.currentContinuation();
  }

  protected final @Nullable ContinuationCore enclosing() {
    return parent;
  }

  // ---- run

  /**
   * Mounts this continuation and runs it until it yields to its own scope or ends. If it yields to
   * a scope further out, this call is itself suspended, as a frame of the continuation that made
   * it.
   *
   * @param wovenCaller the continuation in which a copy makes this call; null if other code does
   * @param injected thrown at the suspend point instead of resuming normally, or null
   */
  @Hidden
  protected final void runCore(
      @Nullable ContinuationCore wovenCaller, @Nullable Throwable injected) {
    ThreadSlot slot = ThreadSlot.ofCurrentThread();
    ContinuationCore outer = slot.current;
    mountPhase();
    prim = 1;
    if (exception != injected) {
      exception = injected;
    }
    proceed(slot, outer, wovenCaller != null);
  }

  @Hidden
  @SuppressWarnings(
      "NullAway") // a woven caller runs in an outer continuation; whoever suspends sets yieldTo
  final void proceed(ThreadSlot slot, @Nullable ContinuationCore outer, boolean callerIsWoven) {
    for (; ; ) {
      boolean suspended;
      if (outer != null) {
        parent = outer;
      }
      slot.current = this;
      try {
        suspended = isIsolated() ? Trampoline.carry(this) : Trampoline.run(this);
      } finally {
        slot.current = outer;
        if (outer != null) {
          parent = null;
        }
      }
      if (!suspended) {
        end();
        return;
      }
      ContinuationCore to = yieldTo;
      if (to == null) {
        releasePhase(PHASE_SUSPENDED);
        return;
      }
      yieldTo = null;
      if (callerIsWoven) { // it stays mounted, in the outer one, which alone can run it again
        outer.yieldTo = to == outer ? null : to;
        outer.append(new NestedRun(this));
        outer.link = UNWIND;
        return;
      }
      LevelMark.refuseHere(this, to, outer, slot);
    }
  }

  @Hidden
  private void end() {
    phase = PHASE_DONE;
    running = null;
    spare = null;
    Throwable thrown = exception;
    if (thrown != null) {
      exception = null;
      throw Hooks.<RuntimeException>sneak(thrown);
    }
  }

  private void mountPhase() {
    int now = phase;
    if (now == PHASE_SUSPENDED
        ? casPhase(now, PHASE_MOUNTED)
        : now == PHASE_NEW && casPhase(now, PHASE_NEW_MOUNTED)) {
      return;
    }
    throw new IllegalStateException(
        phase == PHASE_DONE ? "the continuation has ended" : "the continuation is mounted already");
  }

  /**
   * Whoever mounts next does so by compare-and-set, which sees all that was written before this. A
   * volatile store would also order this thread's later reads, at the price of a fence.
   */
  final void releasePhase(int next) {
    Atomic.UNSAFE.putIntRelease(this, Atomic.PHASE, next);
  }

  private boolean casPhase(int expected, int next) {
    return Atomic.UNSAFE.compareAndSetInt(this, Atomic.PHASE, expected, next);
  }

  /**
   * Held apart so that this class can be initialised without the agent, to say that it is missing.
   */
  private static final class Atomic {
    static final Unsafe UNSAFE = Unsafe.getUnsafe();
    static final long PHASE = UNSAFE.objectFieldOffset(ContinuationCore.class, "phase");
  }

  // ---- yield

  /**
   * Suspends the innermost mounted continuation of that scope and all that run in it.
   *
   * @param wovenCaller the continuation in which a copy makes this call; null if other code does:
   *     then it is pinned
   * @return true once resumed; false if it was pinned and its onPinned returned
   */
  @Hidden
  protected static boolean yieldTo(Object scopeKey, @Nullable ContinuationCore wovenCaller) {
    ContinuationCore c = wovenCaller == null ? ThreadSlot.currentContinuation() : wovenCaller;
    ContinuationCore target = c;
    while (target != null && target.scopeKey() != scopeKey) {
      target = target.parent;
    }
    if (c == null || target == null) {
      throw new IllegalStateException("not in a continuation of scope " + scopeKey);
    }
    return suspend(c, target, wovenCaller != null);
  }

  /**
   * @return the innermost continuation that the calling thread has mounted: this, or one that runs
   *     in it
   * @throws IllegalStateException if the calling thread has not mounted this one
   */
  @SuppressWarnings("NullAway") // where this is mounted, something is
  @Hidden
  protected final ContinuationCore requireMountedHere() {
    ContinuationCore innermost = ThreadSlot.currentContinuation();
    ContinuationCore c = innermost;
    while (c != this) {
      if (c == null) {
        throw new IllegalStateException("not in " + this);
      }
      c = c.parent;
    }
    return innermost;
  }

  /**
   * Suspends this continuation and all that run in it.
   *
   * @param c what {@link #requireMountedHere} gave
   * @param isWoven whether a copy makes this call
   */
  @Hidden
  protected final void yieldThis(ContinuationCore c, boolean isWoven) {
    if (isWoven && c == this && c.capturedCount == 0) {
      c.link = UNWIND; // all that the general way comes to where nothing is in its way
    } else {
      suspend(c, this, isWoven);
    }
  }

  @Hidden
  private static boolean suspend(ContinuationCore c, ContinuationCore target, boolean isWoven) {
    if (!isWoven) {
      target.pinned(PinSite.here());
      return false;
    }
    if (target != c) {
      c.yieldTo = target;
    }
    if (c.capturedCount
        != 0) { // an error ended an earlier unwinding: what it captured is lost code
      c.dropCaptured();
    }
    c.link = UNWIND;
    return false; // read by nobody: the caller finds UNWIND, and is given the real result later
  }

  /**
   * The saved frames as a stack trace, innermost first; empty when mounted, not started or ended.
   */
  protected final StackTraceElement[] savedTrace() {
    return phase == PHASE_SUSPENDED
        ? SavedFrames.ofSuspended(this).elements()
        : new StackTraceElement[0];
  }
}
