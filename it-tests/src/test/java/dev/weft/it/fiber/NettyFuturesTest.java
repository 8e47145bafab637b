package dev.weft.it.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Fiber;
import dev.weft.PinnedSites;
import dev.weft.netty.EventLoops;
import dev.weft.netty.NettyFutures;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for Netty's futures in a fiber. */
@Timeout(120)
class NettyFuturesTest {
  @Test
  void bindsConnectsAndClosesOnOneLoop() throws Exception {
    var loop = Fibers.loop();
    long pinnedBefore = pinned();
    Fiber<Integer> fiber =
        Fiber.on(Fibers.scheduler(loop))
            .start(
                () -> {
                  Channel server =
                      NettyFutures.await(
                          new ServerBootstrap()
                              .group(loop)
                              .channel(EventLoops.serverSocketChannel())
                              .childHandler(new ChannelInboundHandlerAdapter())
                              .bind(InetAddress.getLoopbackAddress(), 0));
                  int port = ((InetSocketAddress) server.localAddress()).getPort();
                  Channel client = NettyFutures.await(connect(loop, port));
                  NettyFutures.await(client.close());
                  NettyFutures.await(server.close());
                  return port;
                });
    int port = Fibers.result(fiber);
    Fiber<Channel> refused =
        Fiber.on(Fibers.scheduler(loop)).start(() -> NettyFutures.await(connect(loop, port)));
    ExecutionException e = assertThrows(ExecutionException.class, () -> Fibers.result(refused));
    assertTrue(causeOf(e) instanceof ConnectException, e::toString);
    assertEquals(pinnedBefore, pinned(), "the waits suspended: " + PinnedSites.list());
  }

  private static io.netty.channel.ChannelFuture connect(io.netty.channel.EventLoop loop, int port) {
    return new Bootstrap()
        .group(loop)
        .channel(EventLoops.socketChannel())
        .handler(new ChannelInboundHandlerAdapter())
        .connect(InetAddress.getLoopbackAddress(), port);
  }

  /**
   * What NettyFutures.await threw is an ExecutionException itself, with Netty's exception in it.
   */
  private static Throwable causeOf(ExecutionException ofTheFiber) {
    return ofTheFiber.getCause().getCause();
  }

  private static long pinned() {
    return PinnedSites.list().stream().mapToLong(PinnedSites.Entry::count).sum();
  }

  @Test
  void everyOutcomeArrives() throws Exception {
    var loop = Fibers.loop();
    Promise<String> good = loop.newPromise();
    Promise<String> bad = loop.newPromise();
    Promise<String> cancelled = loop.newPromise();
    Fiber<String> first = Fiber.start(() -> NettyFutures.await(good));
    Fiber<String> second = Fiber.start(() -> NettyFutures.await(bad));
    Fiber<String> third = Fiber.start(() -> NettyFutures.await(cancelled));
    good.setSuccess("good");
    bad.setFailure(new IOException("bad"));
    cancelled.cancel(false);
    assertEquals("good", Fibers.result(first));
    assertEquals("good", NettyFutures.await(good), "from a thread");
    ExecutionException e = assertThrows(ExecutionException.class, () -> Fibers.result(second));
    assertEquals("bad", causeOf(e).getMessage());
    ExecutionException c = assertThrows(ExecutionException.class, () -> Fibers.result(third));
    assertTrue(c.getCause() instanceof CancellationException);
  }

  @Test
  void theWaitIsInterrupted() throws Exception {
    Promise<String> never = Fibers.loop().newPromise();
    Fiber<String> fiber = Fiber.start(() -> NettyFutures.await(never));
    fiber.interrupt();
    ExecutionException e = assertThrows(ExecutionException.class, () -> Fibers.result(fiber));
    assertTrue(e.getCause() instanceof InterruptedException);
  }
}
