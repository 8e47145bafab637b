package dev.weft.it.fiber;

import dev.weft.Fiber;
import dev.weft.FiberScheduler;
import dev.weft.netty.EventLoops;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What the tests of fibers share. Whatever should happen is waited for at most {@link #SECONDS}.
 */
final class Fibers {
  static final long SECONDS = 60;

  private Fibers() {}

  /** A loop; all its fibers share one thread. */
  static EventLoop loop() {
    return EventLoops.group().next();
  }

  static FiberScheduler scheduler(EventLoop loop) {
    return EventLoops.scheduler(loop);
  }

  static <T> T result(Fiber<T> fiber) throws InterruptedException, ExecutionException {
    try {
      return fiber.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(fiber + " hangs", e);
    }
  }

  /** On an ordinary thread. */
  static void await(BooleanSupplier condition, String what) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it never came about that " + what);
      }
      Thread.onSpinWait();
      TimeUnit.MICROSECONDS.sleep(100);
    }
  }

  /** Calls {@code code} from a frame of the JDK, so that it cannot be unmounted. */
  static void pinned(Runnable code) {
    List.of(code).forEach(new Runner());
  }

  private static final class Runner implements Consumer<Runnable> {
    @Override
    public void accept(Runnable code) {
      code.run();
    }
  }

  /** A gate that fibers wait at. Unlike a latch of the JDK it suspends them. */
  static final class Gate {
    private volatile boolean open;
    private volatile Fiber<?> waiter;

    /** For one fiber. */
    void await() {
      waiter = Fiber.current();
      while (!open) {
        Fiber.park();
      }
    }

    boolean hasWaiter() {
      return waiter != null;
    }

    /** Any thread. */
    void open() {
      open = true;
      Fiber<?> fiber = waiter;
      if (fiber != null) {
        Fiber.unpark(fiber);
      }
    }
  }

  /** A body that waits at a gate, perhaps pinned, and then opens another. */
  record Passing(Gate gate, Gate next, boolean pinned) implements Callable<String> {
    @Override
    public String call() {
      if (pinned) {
        Fibers.pinned(new Waiting(gate));
      } else {
        gate.await();
      }
      if (next != null) {
        next.open();
      }
      return "passed";
    }
  }

  private record Waiting(Gate gate) implements Runnable {
    @Override
    public void run() {
      gate.await();
    }
  }
}
