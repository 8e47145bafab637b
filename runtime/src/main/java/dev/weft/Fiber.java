package dev.weft;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A thread of control that is cheap: while it waits it occupies no platform thread. It runs on one
 * event loop, which may run any number of them, one at a time.
 *
 * <p>As a {@link Future} it stands for what its body returns or throws. Waiting for it suspends a
 * fiber and blocks an ordinary thread. What the body throws and nobody ever asks for is reported as
 * a thread's uncaught exception is, when the fiber is collected or the JVM ends.
 *
 * <p>Interruption is cooperative, as with threads: {@link #interrupt} and {@code cancel(true)} set
 * a flag and unpark; sleep and the waiting methods throw InterruptedException and clear the flag,
 * park returns.
 *
 * <p>The static methods without a fiber as their argument act on the fiber that calls them. All
 * methods may be called by any thread.
 */
public final class Fiber<T> extends FiberParking implements Future<T> {
  static final ContinuationScope SCOPE = new ContinuationScope("fiber");
  private static final AtomicLong IDS = new AtomicLong();

  private final long id = IDS.incrementAndGet();
  private final @Nullable String name;
  private final FiberScheduler scheduler;
  private final FiberTurn turn;
  private final Completion completion = new Completion();
  private final @Nullable FiberExecutor executor;

  Fiber(
      Callable<T> body,
      @Nullable String name,
      @Nullable FiberScheduler scheduler,
      @Nullable FiberExecutor executor) {
    AgentRequired.check();
    this.name = name;
    this.scheduler = scheduler != null ? scheduler : FiberSchedulers.next();
    this.executor = executor;
    this.turn = new FiberTurn(this, Objects.requireNonNull(body, "body"));
  }

  /**
   * Starts a fiber on the caller's event loop, or, when the caller is not one, on one of all in
   * turn. The body begins after this method has returned to the loop.
   *
   * @throws IllegalStateException if the JVM runs without the agent, or no scheduler is on the
   *     class path
   */
  public static <T> Fiber<T> start(Callable<T> body) {
    return new FiberBuilder(null, null).start(body);
  }

  /** {@link #start(Callable)} for a body without a result: that of get is null. */
  public static Fiber<Void> start(Runnable body) {
    return new FiberBuilder(null, null).start(body);
  }

  /** Starts fibers with a name. */
  public static FiberBuilder named(String name) {
    return new FiberBuilder(Objects.requireNonNull(name, "name"), null);
  }

  /** Starts fibers on a given scheduler. */
  public static FiberBuilder on(FiberScheduler scheduler) {
    return new FiberBuilder(null, Objects.requireNonNull(scheduler, "scheduler"));
  }

  /** An executor that starts one fiber for every task. */
  public static ExecutorService newExecutor() {
    AgentRequired.check();
    return new FiberExecutor();
  }

  /** The fiber that is calling, or null outside one. */
  public static @Nullable Fiber<?> current() {
    Continuation c = Continuation.current(SCOPE);
    return c != null ? ((FiberTurn.Body) c).fiber : null;
  }

  static Fiber<?> running() {
    Fiber<?> fiber = current();
    if (fiber == null) {
      throw new IllegalStateException("not called in a fiber");
    }
    return fiber;
  }

  // ---- suspending

  /** Lets other tasks of the event loop run first. Outside a fiber: {@link Thread#yield}. */
  @SuppressWarnings("ThreadPriorityCheck") // it is what was asked for
  public static void yield() {
    Fiber<?> fiber = current();
    if (fiber == null) {
      Thread.yield();
      return;
    }
    fiber.yieldOnce();
  }

  /**
   * Suspends until there is a permit, and takes it. Returns at once if there is one, or if the
   * fiber is interrupted. Check what you wait for in a loop: it may return early.
   *
   * @throws IllegalStateException outside a fiber
   */
  public static void park() {
    running().parkFor(Long.MAX_VALUE);
  }

  /** {@link #park} for at most that many nanoseconds; returns at once if they are not positive. */
  public static void parkNanos(long nanos) {
    running().parkFor(nanos);
  }

  /** Gives {@code fiber} the permit that {@link #park} takes: at most one is kept. */
  public static void unpark(Fiber<?> fiber) {
    fiber.unparkThis();
  }

  /**
   * @throws InterruptedException if interrupted before or meanwhile; that clears the interruption
   */
  public static void sleep(Duration time) throws InterruptedException {
    long nanos;
    try {
      nanos = time.toNanos();
    } catch (ArithmeticException e) {
      nanos = time.isNegative() ? 0 : Long.MAX_VALUE;
    }
    sleepNanos(nanos);
  }

  /**
   * Sleeps at least that long. Outside a fiber: {@link Thread#sleep(long, int)}.
   *
   * @throws InterruptedException if interrupted before or meanwhile; that clears the interruption
   */
  public static void sleepNanos(long nanos) throws InterruptedException {
    Fiber<?> fiber = current();
    if (fiber == null) {
      TimeUnit.NANOSECONDS.sleep(nanos);
      return;
    }
    fiber.sleepFor(nanos);
  }

  // ---- interruption

  public void interrupt() {
    setInterrupted();
  }

  public boolean isInterrupted() {
    return hasInterruption();
  }

  /**
   * Whether the calling fiber was interrupted; clears it. Outside a fiber: {@link
   * Thread#interrupted}.
   */
  public static boolean interrupted() {
    Fiber<?> fiber = current();
    return fiber == null ? Thread.interrupted() : fiber.takeInterruption();
  }

  // ---- the future

  /**
   * Waits for the body's result.
   *
   * @throws IllegalStateException on the thread of this fiber's event loop, outside a fiber, before
   *     it is done: the wait would keep the loop from ever running it
   */
  @Override
  public T get() throws InterruptedException, ExecutionException {
    join();
    return result();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    refuseDeadlock();
    if (!completion.await(unit.toNanos(timeout))) {
      throw new TimeoutException(this + " is not done after " + timeout + " " + unit);
    }
    return result();
  }

  /**
   * Waits until it is done, whatever the outcome; throws what {@link #get()} throws but
   * ExecutionException.
   */
  public void join() throws InterruptedException {
    refuseDeadlock();
    completion.await();
  }

  private void refuseDeadlock() {
    if (!isDone() && current() == null && scheduler.isCurrent()) {
      throw new IllegalStateException(
          "waiting for " + this + " would block the event loop that runs it");
    }
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // a body may return null
  private T result() throws ExecutionException {
    Object outcome = completion.outcome();
    if (outcome instanceof Completion.Failure failure) {
      failure.observed = true;
      throw new ExecutionException(failure.thrown);
    }
    if (outcome == Completion.CANCELLED) {
      throw new CancellationException();
    }
    return (T) outcome;
  }

  /**
   * What get would return. @throws IllegalStateException if it is not done, was cancelled or has
   * failed
   */
  @SuppressWarnings({"unchecked", "NullAway"})
  public T resultNow() {
    Object outcome = completion.outcome();
    if (!isDone() || outcome == Completion.CANCELLED || outcome instanceof Completion.Failure) {
      throw new IllegalStateException(this + " has no result");
    }
    return (T) outcome;
  }

  /**
   * What the body threw. @throws IllegalStateException if it is not done, was cancelled or has a
   * result
   */
  public Throwable exceptionNow() {
    if (completion.outcome() instanceof Completion.Failure failure) {
      failure.observed = true;
      return failure.thrown;
    }
    throw new IllegalStateException(this + " has not failed");
  }

  @Override
  public boolean isDone() {
    return completion.isDone();
  }

  @Override
  public boolean isCancelled() {
    return completion.outcome() == Completion.CANCELLED;
  }

  /**
   * Makes it done at once, with CancellationException for who asks. A body that has not begun never
   * runs; one that has goes on until it ends by itself, which {@code interrupt} hastens.
   */
  @Override
  public boolean cancel(boolean interrupt) {
    if (!completion.complete(Completion.CANCELLED)) {
      return false;
    }
    if (interrupt) {
      interrupt();
    }
    return true;
  }

  // ---- identity

  public long id() {
    return id;
  }

  public String name() {
    return name != null ? name : "fiber-" + id;
  }

  /** The calls that a suspended fiber is in, innermost first; empty in any other state. */
  public StackTraceElement[] getStackTrace() {
    return turn.continuation().getStackTrace();
  }

  @Override
  public String toString() {
    return "Fiber[" + name() + ", " + state + "]";
  }

  // ---- for this package

  @Override
  FiberScheduler scheduler() {
    return scheduler;
  }

  Completion completion() {
    return completion;
  }

  @Override
  void enqueue() {
    turn.enqueue();
  }

  /** The body's outcome, or what came in its place. */
  void complete(@Nullable Object outcome) {
    boolean taken = completion.complete(outcome);
    if (outcome instanceof Completion.Failure failure) {
      UncaughtFailures.watch(this, failure, taken);
    }
  }

  /** The last turn is over. */
  void ended() {
    if (executor != null) {
      executor.ended(this);
    }
  }
}
