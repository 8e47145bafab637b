package acme.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** Answers, in one way that does not block and in several that do. */
final class Routes extends SimpleChannelInboundHandler<FullHttpRequest> {
  static volatile ReentrantLock lock = new ReentrantLock();

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request)
      throws IOException {
    if (request.uri().startsWith("/forward?")) {
      int port = Integer.parseInt(request.uri().substring("/forward?".length()));
      boolean isKept = HttpUtil.isKeepAlive(request);
      forward(context, port).addListener(done -> answer(context, isKept, bytes("forwarded")));
    } else {
      answer(context, HttpUtil.isKeepAlive(request), answer(request.uri()));
    }
  }

  /** As a proxy connects: on the loop of the connection that it serves. */
  private static ChannelFuture forward(ChannelHandlerContext context, int port) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(context.channel().eventLoop())
            .channel(NioSocketChannel.class)
            .handler(new ChannelInboundHandlerAdapter());
    return bootstrap.connect("some-host", port); // bug: resolver
  }

  private static void answer(ChannelHandlerContext context, boolean isKept, byte[] body) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(body));
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    HttpUtil.setKeepAlive(response, isKept);
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  private static byte[] answer(String path) throws IOException {
    return switch (path) {
      case "/file" -> file();
      case "/uuid" -> bytes(session());
      case "/lock" -> locked();
      default -> bytes("hello");
    };
  }

  /** A static resource. */
  private static byte[] file() throws IOException {
    return Files.readAllBytes(Path.of(System.getProperty("acme.file"))); // bug: file
  }

  private static String session() {
    return UUID.randomUUID().toString(); // bug: uuid
  }

  private static byte[] locked() {
    lock.lock(); // bug: lock
    try {
      return bytes("locked");
    } finally {
      lock.unlock();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
