package dev.weft.netty;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Executor;

/** A group of event loops that run fibers. Its threads are daemons. */
final class FiberEventLoopGroup extends MultiThreadIoEventLoopGroup {
  FiberEventLoopGroup(LoopOptions options) {
    super(
        options.loops(),
        new DefaultThreadFactory("weft-loop", true),
        options.newIoHandlers(),
        options.standIns());
  }

  @Override
  protected IoEventLoop newChild(Executor executor, IoHandlerFactory io, Object... args) {
    return new FiberEventLoop(this, executor, io, (Integer) args[0]);
  }
}
