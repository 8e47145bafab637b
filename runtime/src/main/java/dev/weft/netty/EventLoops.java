package dev.weft.netty;

import dev.weft.FiberScheduler;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The event loops on which fibers run by default, for servers and clients to share: a connection's
 * fibers, started on its own loop, never cross threads.
 *
 * <p>They are made when first asked for, as the system properties say: {@code weft.loops} (how
 * many, default the processors), {@code weft.transport} ({@code epoll} or {@code nio}, default
 * epoll where the native library loads) and {@code weft.standIns} (the most threads that stand in
 * for one loop while fibers wait on its threads, default 64). A bad value makes every method here
 * throw IllegalArgumentException.
 */
public final class EventLoops {
  private EventLoops() {}

  private static volatile @Nullable Default shared;

  private record Default(LoopOptions options, IoEventLoopGroup group) {}

  private static Default shared() {
    Default made = shared;
    return made != null ? made : make();
  }

  private static synchronized Default make() {
    Default made = shared;
    if (made == null) {
      LoopOptions options = LoopOptions.from(System.getProperties());
      made = new Default(options, new FiberEventLoopGroup(options));
      shared = made;
    }
    return made;
  }

  /** The group. Shutting it down is final: fibers that wait in it are never resumed. */
  public static IoEventLoopGroup group() {
    return shared().group();
  }

  /** The scheduler whose fibers run on {@code loop}, for {@link dev.weft.Fiber#on}. */
  public static FiberScheduler scheduler(EventLoop loop) {
    if (loop instanceof FiberEventLoop own) {
      return own.scheduler();
    }
    throw new IllegalArgumentException(loop + " is not one of EventLoops.group()");
  }

  /** The class of channels that listen on this group's transport. */
  public static Class<? extends ServerChannel> serverSocketChannel() {
    return shared().options().epoll()
        ? EpollServerSocketChannel.class
        : NioServerSocketChannel.class;
  }

  /** The class of channels that connect on this group's transport. */
  public static Class<? extends Channel> socketChannel() {
    return shared().options().epoll() ? EpollSocketChannel.class : NioSocketChannel.class;
  }
}
