package dev.weft.netty;

import dev.weft.FiberScheduler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** An event loop as fibers see it. */
final class LoopScheduler implements FiberScheduler {
  private final FiberEventLoop loop;

  LoopScheduler(FiberEventLoop loop) {
    this.loop = loop;
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
  }

  @Override
  public Timer schedule(Runnable task, long delayNanos) {
    return new LoopTimer(loop.schedule(task, delayNanos, TimeUnit.NANOSECONDS));
  }

  @Override
  public InPlace inPlace(long nanos) {
    return loop.baton().newWait(nanos);
  }

  @Override
  public void yieldInPlace() {
    loop.baton().yieldInPlace();
  }

  @Override
  public boolean isCurrent() {
    return loop.inEventLoop();
  }

  @Override
  public String toString() {
    return loop.threadProperties().name();
  }

  private static final class LoopTimer implements Timer {
    private final ScheduledFuture<?> future;

    LoopTimer(ScheduledFuture<?> future) {
      this.future = future;
    }

    @Override
    public void cancel() {
      future.cancel(false);
    }
  }
}
