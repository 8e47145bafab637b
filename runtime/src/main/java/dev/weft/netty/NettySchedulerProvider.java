package dev.weft.netty;

import dev.weft.FiberScheduler;
import dev.weft.FiberSchedulerProvider;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.ThreadExecutorMap;

/** Finds the caller's event loop, or takes the next one. */
public final class NettySchedulerProvider implements FiberSchedulerProvider {
  @Override
  public FiberScheduler next() {
    EventExecutor current = ThreadExecutorMap.currentExecutor();
    FiberEventLoop loop =
        current instanceof FiberEventLoop own && own.inEventLoop()
            ? own
            : (FiberEventLoop) EventLoops.group().next();
    return loop.scheduler();
  }
}
