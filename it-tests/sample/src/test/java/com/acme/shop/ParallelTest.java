package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two tests that use one event loop at the same time; one of them blocks it. */
@Execution(ExecutionMode.CONCURRENT)
class ParallelTest {
  private static final CountDownLatch BOTH_RUN = new CountDownLatch(2);
  private static final CountDownLatch BLOCKED = new CountDownLatch(1);
  private static EventLoopGroup loops;

  @BeforeAll
  static void start() {
    Assumptions.assumeTrue(Boolean.getBoolean("junit.jupiter.execution.parallel.enabled"));
    loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  }

  @AfterAll
  static void stop() {
    if (loops != null) {
      loops.shutdownGracefully();
    }
  }

  private static int inLoop(long millis) throws Exception {
    BOTH_RUN.countDown();
    BOTH_RUN.await(20, TimeUnit.SECONDS);
    return loops
        .submit(
            () -> {
              if (millis > 0) {
                Thread.sleep(millis);
              }
              return 42;
            })
        .get(20, TimeUnit.SECONDS);
  }

  @Test
  void blocks() throws Exception {
    assertEquals(42, inLoop(30));
    BLOCKED.countDown();
  }

  @Test
  void doesNot() throws Exception {
    assertEquals(42, inLoop(0));
    BLOCKED.await(20, TimeUnit.SECONDS);
  }
}
