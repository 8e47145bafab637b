package com.acme.shop;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Answers one connection. */
final class PriceHandler extends SimpleChannelInboundHandler<String> {
  @Override
  protected void channelRead0(ChannelHandlerContext context, String good) throws Exception {
    context.writeAndFlush(priceOf(good) + "\n");
  }

  private static int priceOf(String good) throws InterruptedException {
    if (good.startsWith("slow")) {
      Thread.sleep(20); // bug 1
    }
    if (good.startsWith("remote")) {
      resolve(good);
    }
    return good.length();
  }

  private static void resolve(String good) {
    try {
      InetAddress.getByName(good + ".invalid"); // bug 2
    } catch (UnknownHostException e) {
      // as every name below .invalid
    }
  }
}
