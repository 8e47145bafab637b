package dev.weft.it.detect;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has an event loop wait for a monitor for half a second; uses no type of JFR. */
public final class WithoutJfrMain {
  private WithoutJfrMain() {}

  public static void main(String[] args) throws Exception {
    EventLoop loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()).next();
    Object monitor = new Object();
    Thread waiting = loop.submit(Thread::currentThread).get();
    CountDownLatch isOwned = new CountDownLatch(1);
    Thread owner =
        new Thread(
            () -> {
              synchronized (monitor) {
                isOwned.countDown();
                ContentionKeeper.keepUntilWaitedFor(waiting, Thread.State.BLOCKED, 500);
              }
            },
            "the-owner");
    owner.start();
    isOwned.await();
    loop.submit(() -> enterMonitor(monitor)).get(60, TimeUnit.SECONDS);
    System.exit(0);
  }

  static void enterMonitor(Object monitor) {
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }
}
