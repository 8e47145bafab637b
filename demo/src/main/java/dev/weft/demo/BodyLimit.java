package dev.weft.demo;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/**
 * Puts requests together. One with too large a body is passed on as {@link TooLarge}, to be
 * answered in its turn.
 */
final class BodyLimit extends HttpObjectAggregator {
  /** Stands for a request that was too large; the rest of it is not read. */
  static final class TooLarge {
    static final TooLarge INSTANCE = new TooLarge();

    private TooLarge() {}
  }

  BodyLimit(int maxBytes) {
    super(maxBytes);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    ctx.fireChannelRead(TooLarge.INSTANCE);
  }
}
