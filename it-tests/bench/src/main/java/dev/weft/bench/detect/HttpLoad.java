package dev.weft.bench.detect;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Connections to one server, each of which asks again as soon as it has its answer. All are of one
 * event loop, which the fields belong to. An answer is known by its last byte.
 */
final class HttpLoad implements AutoCloseable {
  private static final byte LAST = '!';
  private static final ByteBuf REQUEST =
      Unpooled.unreleasableBuffer(
          Unpooled.directBuffer()
              .writeBytes(
                  "GET /hello HTTP/1.1\r\nHost: localhost\r\nAccept: text/plain\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII)));

  private final EventLoop loop;
  private final List<Channel> channels = new ArrayList<>();
  private int waiting;
  private long answered;
  private long startNanos;
  private long endNanos;
  private CompletableFuture<Slice> result = new CompletableFuture<>();

  HttpLoad(EventLoop loop, int port, int connections) throws InterruptedException {
    this.loop = loop;
    Bootstrap bootstrap =
        new Bootstrap().group(loop).channel(NioSocketChannel.class).handler(new Initializer());
    for (int i = 0; i < connections; i++) {
      channels.add(bootstrap.connect(InetAddress.getLoopbackAddress(), port).sync().channel());
    }
  }

  /** Requests for some time, and waits for the last answers. */
  Slice run(long nanos) throws InterruptedException, ExecutionException {
    CompletableFuture<Slice> slice = new CompletableFuture<>();
    loop.execute(() -> begin(nanos, slice));
    return slice.get();
  }

  /**
   * What came of one run.
   *
   * @param answers all
   * @param perSecond answers
   */
  record Slice(long answers, double perSecond) {}

  private void begin(long nanos, CompletableFuture<Slice> slice) {
    result = slice;
    answered = 0;
    startNanos = System.nanoTime();
    endNanos = startNanos + nanos;
    waiting = channels.size();
    channels.forEach(HttpLoad::ask);
  }

  private static void ask(Channel channel) {
    channel.writeAndFlush(REQUEST.duplicate(), channel.voidPromise());
  }

  private void answered(Channel channel) {
    answered++;
    long now = System.nanoTime();
    if (now < endNanos) {
      ask(channel);
    } else if (--waiting == 0) {
      double seconds = (now - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
      result.complete(new Slice(answered, answered / seconds));
    }
  }

  private final class Initializer extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(new Answers());
    }
  }

  private final class Answers extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      if (bytes.getByte(bytes.writerIndex() - 1) == LAST) {
        answered(context.channel());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      result.completeExceptionally(new IllegalStateException("the server closed a connection"));
    }
  }

  @Override
  public void close() {
    channels.forEach(Channel::close);
  }
}
