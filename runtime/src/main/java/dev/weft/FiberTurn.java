package dev.weft;

import dev.weft.core.FiberOrigins;
import dev.weft.core.FiberWatch;
import dev.weft.core.PinSite;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * How a fiber is run: its continuation, the task that its scheduler runs at each turn, and what
 * comes of its body. The scheduler's thread runs a turn; only one is queued or running at a time,
 * which is what {@link FiberState} is for.
 */
final class FiberTurn implements Runnable {
  private final Fiber<?> fiber;
  private final Body body;
  private final @Nullable Object origin;
  private boolean started;

  /** Of the watch, from turn to turn. */
  private @Nullable Object kept;

  FiberTurn(Fiber<?> fiber, Callable<?> code) {
    this.fiber = fiber;
    this.origin = FiberOrigins.here(FiberBuilder.WithResult.codeOf(code));
    this.body = new Body(fiber, new Start(fiber, code));
  }

  Continuation continuation() {
    return body;
  }

  /** Has the scheduler run a turn; a scheduler that has been shut down ends the fiber instead. */
  void enqueue() {
    try {
      fiber.scheduler().execute(this);
    } catch (RejectedExecutionException e) {
      fiber.state.end();
      fiber.complete(new Completion.Failure(e));
      fiber.ended();
    }
  }

  /** One turn: until the fiber suspends or ends. */
  @Override
  public void run() {
    Object before = FiberOrigins.begin(origin);
    try {
      turn();
    } finally {
      FiberOrigins.end(before);
    }
  }

  private void turn() {
    fiber.state.mount();
    if (!started) {
      started = true;
      if (fiber.isDone()) { // cancelled before it began
        end();
        return;
      }
    }
    FiberWatch watch = FiberWatch.installed();
    if (watch != null) {
      watch.begins(kept);
    }
    try {
      body.run();
    } catch (Throwable t) { // not of the body, which catches its own
      tellEnd(watch, true);
      fiber.complete(new Completion.Failure(t));
      end();
      return;
    }
    tellEnd(watch, body.isDone());
    if (body.isDone()) {
      end();
    } else if (fiber.state.unmounted()) {
      enqueue();
    }
  }

  private void tellEnd(@Nullable FiberWatch watch, boolean forEver) {
    if (watch == null) {
      return;
    }
    if (forEver) {
      watch.ended();
    } else {
      kept = watch.suspended(body::getStackTrace);
    }
  }

  private void end() {
    fiber.state.end();
    fiber.ended();
  }

  static final class Body extends Continuation {
    final Fiber<?> fiber;

    Body(Fiber<?> fiber, Start start) {
      super(Fiber.SCOPE, start);
      this.fiber = fiber;
    }

    /** Reported, and survived: yield returns false, and the fiber waits in place. */
    @Override
    void onPinned(Pinned reason, @Nullable StackTraceElement culprit) {
      PinnedSites.record(reason, culprit);
      FiberWatch watch = FiberWatch.installed();
      if (watch != null) {
        watch.pinned(PinSite.Reason.valueOf(reason.name()), culprit);
      }
    }

    @Override
    protected boolean isIsolated() {
      return true;
    }
  }

  private static final class Start implements Runnable {
    private final Fiber<?> fiber;
    private @Nullable Callable<?> code;

    Start(Fiber<?> fiber, Callable<?> code) {
      this.fiber = fiber;
      this.code = code;
    }

    @Override
    @Hidden
    public void run() {
      @Nullable Object outcome;
      try {
        Callable<?> body = Objects.requireNonNull(code);
        code = null;
        outcome = body.call();
      } catch (Throwable t) {
        outcome = new Completion.Failure(t);
      }
      fiber.complete(outcome);
    }
  }
}
