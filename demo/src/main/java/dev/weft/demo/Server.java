package dev.weft.demo;

import dev.weft.netty.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A listening port and its connections, on the event loops of the fibers. */
final class Server {
  /** The largest request body. */
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private static final long DRAIN_SECONDS = 10;
  private static final long LOOPS_END_SECONDS = 5;

  private final Router router;
  private final ChannelGroup connections =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final Channel listener;
  private volatile boolean stopping;

  private Server(int port, Router router) throws BindException, InterruptedException {
    this.router = router;
    ChannelFuture bound = bootstrap().bind(port).await();
    if (!bound.isSuccess()) {
      BindException e = new BindException(String.valueOf(bound.cause().getMessage()));
      e.initCause(bound.cause());
      throw e;
    }
    listener = bound.channel();
  }

  /**
   * @throws BindException if it cannot listen there
   */
  static Server start(int port, Router router) throws BindException, InterruptedException {
    return new Server(port, router);
  }

  private ServerBootstrap bootstrap() {
    return new ServerBootstrap()
        .group(EventLoops.group())
        .channel(EventLoops.serverSocketChannel())
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(new Initializer());
  }

  private final class Initializer extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      connections.add(channel);
      channel
          .pipeline()
          .addLast(
              new HttpServerCodec(), new BodyLimit(MAX_BODY_BYTES), new Connection(Server.this));
    }
  }

  Router router() {
    return router;
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Whether connections are to be closed after the request that they are serving. */
  boolean isStopping() {
    return stopping;
  }

  void awaitEnd() throws InterruptedException {
    listener.closeFuture().await();
  }

  /**
   * Takes no more connections, lets the requests that are being served end, for a while, and closes
   * the rest.
   */
  void stop() {
    stopping = true;
    listener.close().awaitUninterruptibly(LOOPS_END_SECONDS, TimeUnit.SECONDS);
    connections.forEach(channel -> channel.pipeline().fireUserEventTriggered(Connection.STOPPING));
    connections.newCloseFuture().awaitUninterruptibly(DRAIN_SECONDS, TimeUnit.SECONDS);
    connections.close().awaitUninterruptibly(LOOPS_END_SECONDS, TimeUnit.SECONDS);
    EventLoops.group()
        .shutdownGracefully(0, LOOPS_END_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(LOOPS_END_SECONDS, TimeUnit.SECONDS);
  }
}
