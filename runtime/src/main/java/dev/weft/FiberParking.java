package dev.weft;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a fiber waits. The methods suspend the fiber, so it is the one that calls them, but for
 * {@link #unparkThis} and {@link #setInterrupted}, which any thread may call.
 */
abstract class FiberParking {
  final FiberState state = new FiberState();
  private volatile boolean interrupted;

  /** Written by the fiber before it becomes PINNED, read by who takes it out of that. */
  private FiberScheduler.@Nullable InPlace inPlace;

  abstract FiberScheduler scheduler();

  /** Has the scheduler run a turn. */
  abstract void enqueue();

  final void unparkThis() {
    wake(state.unpark());
  }

  private void wake(FiberState.Wake wake) {
    switch (wake) {
      case ENQUEUE -> enqueue();
      case RELEASE -> Objects.requireNonNull(inPlace).release();
      case NOTHING -> {}
    }
  }

  final void yieldOnce() {
    state.beginYield();
    if (!Continuation.yield(Fiber.SCOPE)) {
      state.stay();
      scheduler().yieldInPlace();
    }
  }

  /**
   * Waits for the permit; Long.MAX_VALUE is for ever.
   *
   * @return whether a permit is used up that another than the timer gave; perhaps, where both came
   */
  final boolean parkFor(long nanos) {
    if (nanos <= 0 || interrupted) {
      return false;
    }
    if (nanos == Long.MAX_VALUE) {
      return suspend(nanos);
    }
    Unpark alarm = new Unpark(this);
    FiberScheduler.Timer timer = scheduler().schedule(alarm, nanos);
    try {
      return suspend(nanos) && !alarm.woke;
    } finally {
      timer.cancel();
    }
  }

  final void parkNanosOrThrow(long nanos) throws InterruptedException {
    throwIfInterrupted();
    parkFor(nanos);
    throwIfInterrupted();
  }

  final void sleepFor(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + Math.max(nanos, 0);
    long left = nanos;
    boolean unparked = false;
    try {
      throwIfInterrupted();
      while (left > 0) {
        unparked |= parkFor(left);
        throwIfInterrupted();
        left = deadline - System.nanoTime();
      }
    } finally {
      if (unparked) {
        unparkThis(); // the permit was meant for a park
      }
    }
  }

  /** Whether there was a permit, or an unpark came. */
  private boolean suspend(long nanos) {
    return !state.beginPark() || Continuation.yield(Fiber.SCOPE) || parkInPlace(nanos);
  }

  /** Its carrier waits, since it cannot unmount. */
  private boolean parkInPlace(long nanos) {
    FiberScheduler.InPlace wait = scheduler().inPlace(nanos);
    inPlace = wait;
    if (!state.pin()) {
      return true;
    }
    boolean timedOut;
    try {
      wait.await();
    } finally {
      timedOut = state.unpin();
    }
    return !timedOut;
  }

  final void setInterrupted() {
    interrupted = true;
    unparkThis();
  }

  final boolean hasInterruption() {
    return interrupted;
  }

  final boolean takeInterruption() {
    boolean was = interrupted;
    if (was) {
      interrupted = false;
    }
    return was;
  }

  private void throwIfInterrupted() throws InterruptedException {
    if (takeInterruption()) {
      throw new InterruptedException();
    }
  }

  private static final class Unpark implements Runnable {
    private final FiberParking fiber;

    /** Whether it was this that ended the wait; set before the fiber runs. */
    private volatile boolean woke;

    Unpark(FiberParking fiber) {
      this.fiber = fiber;
    }

    @Override
    public void run() {
      FiberState.Wake wake = fiber.state.unpark();
      woke = wake != FiberState.Wake.NOTHING;
      fiber.wake(wake);
    }
  }
}
