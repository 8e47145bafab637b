package dev.weft.core;

import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * The engine's part of a continuation: its phase, and the link protocol by which woven callers and
 * callees recognise each other; its saved frames are in the part that it inherits. All fields but
 * {@code phase} belong to the thread that has the continuation mounted.
 *
 * <h2>The link</h2>
 *
 * <pre>
 * value             written by                               read by
 * AT_REST   0       whoever read another value
 * token     &gt; 0     a woven caller, just before the call     the callee's prologue: equal to its own: the caller is woven
 *  + BY_RECEIVER    the same, through a foreign type         the same, if {@code receiver} is the callee's this
 * RESTORE   -1      the trampoline                           the prologue of the frame's method: restore
 * UNWIND    -2      yield, and every frame that captured     the caller after the call: capture, or pin if it is a root
 * PLAIN     -3      a stub whose method has no woven copy     the same stub, called again: run the plain body
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
  static final int PLAIN = -3;
  static final int BY_RECEIVER = 1 << 30;

  static final int PHASE_NEW = 0;
  static final int PHASE_SUSPENDED = 1;
  static final int PHASE_NEW_MOUNTED = 2;
  static final int PHASE_MOUNTED = 3;
  static final int PHASE_DONE = 4;

  protected static final int RUN_TOKEN = Tokens.of("run", "()V");
  protected static final int RUN_THROWING_TOKEN =
      Tokens.of("runThrowing", "(Ljava/lang/Throwable;)V");
  protected static final int EMIT_TOKEN = Tokens.of("emit", "(Ljava/lang/Object;)V");
  private static final int YIELD_TOKEN = Tokens.of("yield", "(Ldev/weft/ContinuationScope;)Z");

  /** Entry states that {@link Hooks#enter} gives; above ROOT: the suspend point to restore. */
  static final int WOVEN_CALLER = -1;

  static final int ROOT = 0;

  int link;
  volatile int phase;

  /** The receiver of a call announced BY_RECEIVER. */
  @Nullable Object receiver;

  /** Links that are put by, the latest first ({@link Hooks#shelve(int)}). */
  Hooks.@Nullable Shelf shelf;

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

  Trampoline.@Nullable Level levels;

  /**
   * Whether the current level was entered by resuming, not by starting: it shows in the JVM's stack
   * traces.
   */
  boolean resumed;

  protected ContinuationCore() {}

  /** The code to run. */
  protected abstract Runnable target();

  /** The object that {@link #yieldTo(Object)} names this continuation by. */
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
   * @param token of the method whose caller this call stands for
   * @param injected thrown at the suspend point instead of resuming normally, or null
   */
  @Hidden
  protected final void runCore(int token, @Nullable Throwable injected) {
    ThreadSlot slot = ThreadSlot.ofCurrentThread();
    ContinuationCore outer = slot.current;
    int entry = outer == null ? ROOT : Hooks.enter(outer, token);
    mountPhase();
    prim = 1;
    if (exception != injected) {
      exception = injected;
    }
    proceed(slot, outer, entry == WOVEN_CALLER);
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
    receiver = null;
    shelf = null;
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

  final void announceTarget() {
    receiver = target();
    link = RUN_TOKEN | BY_RECEIVER;
  }

  // ---- yield

  /**
   * Suspends the innermost mounted continuation of that scope and all that run in it.
   *
   * @return true once resumed; false if it was pinned and its onPinned returned
   */
  @Hidden
  protected static boolean yieldTo(Object scopeKey) {
    ContinuationCore c = ThreadSlot.currentContinuation();
    int entry = Hooks.enter(c, YIELD_TOKEN);
    ContinuationCore target = c;
    while (target != null && target.scopeKey() != scopeKey) {
      target = target.parent;
    }
    if (c == null || target == null) {
      throw new IllegalStateException("not in a continuation of scope " + scopeKey);
    }
    return suspend(c, target, entry);
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
   * Suspends this continuation and all that run in it. For a method that does no more than this
   * when it is resumed: it needs no frame of its own.
   *
   * @param c what {@link #requireMountedHere} gave
   * @param token of that method, whose receiver is this
   */
  @Hidden
  protected final void yieldThis(ContinuationCore c, int token) {
    if (c == this
        && c.link == (token | BY_RECEIVER)
        && c.receiver == this
        && c.capturedCount == 0) {
      c.link = UNWIND; // all that the general way comes to where nothing is in its way
    } else {
      suspend(c, this, Hooks.enter(c, token, this));
    }
  }

  @Hidden
  private static boolean suspend(ContinuationCore c, ContinuationCore target, int entry) {
    if (entry != WOVEN_CALLER) {
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

  /** At the end of an unwinding: a suspended continuation keeps nothing alive by it. */
  final void forgetReceiver() {
    if (receiver != null && receiver != this) { // a generator's emitter is its continuation
      receiver = null;
    }
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
