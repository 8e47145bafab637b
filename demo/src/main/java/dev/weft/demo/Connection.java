package dev.weft.demo;

import dev.weft.Fiber;
import dev.weft.netty.EventLoops;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Its requests are answered one after the other, in order, each by a fiber on the
 * connection's own event loop; a client that sends far ahead is not read until it has been served.
 * All methods and fields belong to that loop.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // of writes and closes: a channel that fails is closed
final class Connection extends ChannelInboundHandlerAdapter {
  /** The event after which no further request is begun. */
  static final Object STOPPING = new Object();

  private static final System.Logger LOGGER = System.getLogger("dev.weft.demo");
  private static final int MAX_WAITING = 32;

  private final Server server;
  private final Queue<Asked> waiting = new ArrayDeque<>();
  private @Nullable Fiber<?> serving;

  /**
   * A request as far as it matters here.
   *
   * @param refused what to answer without asking a route
   */
  private record Asked(String method, String uri, boolean keepAlive, @Nullable Response refused) {}

  Connection(Server server) {
    this.server = server;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      waiting.add(asked(message));
    } finally {
      ReferenceCountUtil.release(message);
    }
    if (waiting.size() >= MAX_WAITING) {
      ctx.channel().config().setAutoRead(false);
    }
    serveNext(ctx);
  }

  private static Asked asked(Object message) {
    if (!(message instanceof FullHttpRequest request)) {
      return refused(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "the request is too large\n");
    }
    DecoderResult decoded = request.decoderResult();
    if (decoded.isFailure()) {
      return refused(statusOf(decoded.cause()), "the request is not well-formed HTTP\n");
    }
    return new Asked(
        request.method().name(), request.uri(), HttpUtil.isKeepAlive((HttpRequest) request), null);
  }

  private static Asked refused(HttpResponseStatus status, String text) {
    return new Asked("", "", false, Response.text(status, text));
  }

  private static HttpResponseStatus statusOf(Throwable failure) {
    if (failure instanceof TooLongHttpLineException) {
      return HttpResponseStatus.REQUEST_URI_TOO_LONG;
    }
    return failure instanceof TooLongHttpHeaderException
        ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        : HttpResponseStatus.BAD_REQUEST;
  }

  private void serveNext(ChannelHandlerContext ctx) {
    if (serving != null) {
      return;
    }
    Asked asked = waiting.poll();
    if (asked == null) {
      if (server.isStopping()) {
        ctx.close();
      }
      return;
    }
    if (waiting.size() < MAX_WAITING / 2) {
      ctx.channel().config().setAutoRead(true);
    }
    serving =
        Fiber.on(EventLoops.scheduler(ctx.channel().eventLoop())).start(new Exchange(ctx, asked));
  }

  /** The fiber of one request. */
  private final class Exchange implements Runnable {
    private final ChannelHandlerContext ctx;
    private final Asked asked;

    Exchange(ChannelHandlerContext ctx, Asked asked) {
      this.ctx = ctx;
      this.asked = asked;
    }

    @Override
    public void run() {
      Response refused = asked.refused();
      Response response =
          refused != null ? refused : server.router().answer(asked.method(), asked.uri());
      respond(ctx, response, asked.keepAlive());
    }
  }

  private void respond(ChannelHandlerContext ctx, Response response, boolean keepAlive) {
    boolean keep = keepAlive && !(server.isStopping() && waiting.isEmpty());
    serving = null;
    FullHttpResponse message =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, response.status(), Unpooled.wrappedBuffer(response.body()));
    message
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, response.contentType())
        .set(HttpHeaderNames.DATE, HttpDate.now());
    if (response.status().equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
      message.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
    }
    HttpUtil.setContentLength(message, response.body().length);
    HttpUtil.setKeepAlive(message, keep);
    if (keep) {
      ctx.writeAndFlush(message);
      serveNext(ctx);
    } else {
      waiting.clear();
      ctx.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** The client has gone: whoever works for it need not go on. */
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    waiting.clear();
    if (serving != null) {
      serving.cancel(true);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == STOPPING && serving == null) {
      ctx.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOGGER.log(Level.WARNING, "a connection failed", cause);
    }
    ctx.close();
  }
}
