package dev.weft.it.fiber;

import dev.weft.netty.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Many HTTP connections to one server, driven by one thread. An answer is known by its status and
 * its last byte, a line's end.
 */
final class HttpLoad implements AutoCloseable {
  private static final int CONNECTING_AT_ONCE = 500;

  private final int port;
  private final int size;
  private final List<Channel> channels = new ArrayList<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  HttpLoad(int port, int size) {
    this.port = port;
    this.size = size;
  }

  void connect() throws InterruptedException {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(EventLoops.group())
            .channel(EventLoops.socketChannel())
            .remoteAddress(InetAddress.getLoopbackAddress(), port)
            .handler(new Initializer());
    while (channels.size() < size) {
      List<ChannelFuture> connecting = new ArrayList<>();
      for (int i = 0; i < CONNECTING_AT_ONCE && channels.size() + i < size; i++) {
        connecting.add(bootstrap.connect());
      }
      for (ChannelFuture future : connecting) {
        channels.add(future.sync().channel());
      }
    }
  }

  /**
   * Has the first {@code n} connections ask, all at once, and collects the answers that say 200.
   */
  List<String> ask(String path, int n) throws InterruptedException {
    byte[] request =
        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    channels.stream()
        .limit(n)
        .collect(Collectors.groupingBy(Channel::eventLoop))
        .forEach((loop, own) -> loop.execute(() -> own.forEach(channel -> send(channel, request))));
    List<String> good = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String answer = answers.poll(Fibers.SECONDS, TimeUnit.SECONDS);
      if (answer == null) {
        throw new AssertionError("only " + i + " of " + n + " were answered");
      }
      if (answer.startsWith("HTTP/1.1 200 ")) {
        good.add(answer);
      }
    }
    return good;
  }

  private static void send(Channel channel, byte[] request) {
    channel.writeAndFlush(Unpooled.wrappedBuffer(request));
  }

  private final class Initializer extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(new Collecting());
    }
  }

  private final class Collecting extends SimpleChannelInboundHandler<ByteBuf> {
    private final StringBuilder text = new StringBuilder();

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      text.append(bytes.toString(StandardCharsets.US_ASCII));
      int headEnd = text.indexOf("\r\n\r\n");
      if (headEnd >= 0 && text.length() > headEnd + 4 && text.charAt(text.length() - 1) == '\n') {
        answers.add(text.toString());
        text.setLength(0);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      answers.add("closed");
    }
  }

  @Override
  public void close() {
    channels.forEach(Channel::close);
  }
}
