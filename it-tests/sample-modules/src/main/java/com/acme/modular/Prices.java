package com.acme.modular;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;

/** Says what the goods cost that are named on the command line. */
public final class Prices {
  private static final EventLoopGroup LOOPS =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  private Prices() {}

  public static void main(String[] goods) throws Exception {
    for (String good : goods) {
      System.out.println(good + ": " + of(good));
    }
    LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  static int of(String good) throws Exception {
    return LOOPS.submit(() -> compute(good)).get(20, TimeUnit.SECONDS);
  }

  private static int compute(String good) throws InterruptedException {
    if (good.startsWith("slow")) {
      Thread.sleep(20); // bug 1
    }
    if (good.startsWith("lazy")) {
      TimeUnit.MILLISECONDS.sleep(20); // bug 2
    }
    return good.length();
  }
}
