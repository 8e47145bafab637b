package dev.weft.netty;

import dev.weft.FiberScheduler;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.internal.ThreadExecutorMap;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Netty's event loop with fibers among its tasks. It stays alive while one of them waits in place,
 * since its turns are then run by another thread ({@link Baton}); {@link #inEventLoop} is true for
 * the thread that runs them.
 */
final class FiberEventLoop extends SingleThreadIoEventLoop {
  /** The longest that tasks run before sockets are looked at again, if each task is short. */
  private static final long TASK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Baton baton;
  private final LoopScheduler scheduler;

  FiberEventLoop(IoEventLoopGroup parent, Executor executor, IoHandlerFactory io, int maxStandIns) {
    super(parent, executor, io);
    ThreadFactory plain = new DefaultThreadFactory("weft-stand-in", true);
    ThreadFactory standIns = code -> plain.newThread(ThreadExecutorMap.apply(code, this));
    baton = new Baton(new Turns(), standIns, maxStandIns);
    scheduler = new LoopScheduler(this);
  }

  FiberScheduler scheduler() {
    return scheduler;
  }

  Baton baton() {
    return baton;
  }

  @Override
  public boolean inEventLoop(Thread thread) {
    Thread holder = baton.holder();
    return holder != null ? holder == thread : super.inEventLoop(thread);
  }

  @Override
  protected void run() {
    ioHandler().initialize();
    baton.runLoop();
  }

  /** Its thread may be waiting for a fiber when it has nothing else to do. */
  @Override
  protected boolean canSuspend(int state) {
    return false;
  }

  private boolean runTurn() {
    runIo();
    if (isShuttingDown()) {
      ioHandler().prepareToDestroy();
    }
    runAllTasks(TASK_NANOS);
    return !confirmShutdown();
  }

  private final class Turns implements Baton.Loop, Runnable {
    @Override
    public boolean turn() {
      try {
        return runTurn();
      } catch (Throwable t) {
        System.getLogger("dev.weft")
            .log(Level.ERROR, "an event loop ends because its turn failed", t);
        return false;
      }
    }

    /** The task that wakes it. */
    @Override
    public void run() {}

    @Override
    public void wake() {
      try {
        execute(this);
      } catch (RejectedExecutionException e) {
        // shut down: it does not sleep any more
      }
    }
  }
}
