package dev.weft.it.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Fiber;
import dev.weft.FiberScheduler;
import dev.weft.Pinned;
import dev.weft.PinnedSites;
import dev.weft.netty.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fiber that cannot unmount waits on its thread, and its loop stays alive. */
@Timeout(180)
class PinnedFiberTest {
  private EventLoop loop;
  private FiberScheduler scheduler;

  @BeforeEach
  void takeALoop() {
    loop = Fibers.loop();
    scheduler = Fibers.scheduler(loop);
  }

  private Fiber<String> passing(Fibers.Gate gate, Fibers.Gate next, boolean pinned) {
    return Fiber.on(scheduler).start(new Fibers.Passing(gate, next, pinned));
  }

  @Test
  void isWokenByAnotherFiberOfItsLoop() throws Exception {
    Fibers.Gate gate = new Fibers.Gate();
    Fiber<String> waits = passing(gate, null, true);
    Fibers.await(gate::hasWaiter, "the fiber waits");
    Fibers.Gate open = new Fibers.Gate();
    open.open();
    Fiber<String> wakes = passing(open, gate, false);
    assertEquals("passed", Fibers.result(wakes));
    assertEquals("passed", Fibers.result(waits));
  }

  @Test
  void isWokenByATimerOfItsLoop() throws Exception {
    Fiber<String> fiber =
        Fiber.on(scheduler)
            .start(
                () -> {
                  long began = System.nanoTime();
                  Fibers.pinned(PinnedFiberTest::sleepBriefly);
                  return System.nanoTime() - began >= 20_000_000 ? "slept" : "did not sleep";
                });
    assertEquals("slept", Fibers.result(fiber));
  }

  private static void sleepBriefly() {
    try {
      Fiber.sleepNanos(20_000_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void isWokenByASocketOfItsLoop() throws Exception {
    Fibers.Gate gate = new Fibers.Gate();
    Channel server =
        new ServerBootstrap()
            .group(loop)
            .channel(EventLoops.serverSocketChannel())
            .childHandler(new Opening(gate))
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    try {
      Fiber<String> fiber = passing(gate, null, true);
      Fibers.await(gate::hasWaiter, "the fiber waits");
      try (Socket client = new Socket()) {
        client.connect(server.localAddress());
        client.getOutputStream().write(1);
        assertEquals("passed", Fibers.result(fiber));
      }
    } finally {
      server.close().sync();
    }
  }

  private static final class Opening extends ChannelInitializer<Channel> {
    private final Fibers.Gate gate;

    Opening(Fibers.Gate gate) {
      this.gate = gate;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(
              new SimpleChannelInboundHandler<ByteBuf>() {
                @Override
                protected void channelRead0(ChannelHandlerContext ctx, ByteBuf message) {
                  gate.open();
                }
              });
    }
  }

  /**
   * The one that waits longest goes on first: were the waits nested, it would be buried under the
   * other.
   */
  @Test
  void isWokenWhileAnotherThatWaitsForItIsPinnedToo() throws Exception {
    Fibers.Gate first = new Fibers.Gate();
    Fibers.Gate second = new Fibers.Gate();
    Fiber<String> a = passing(first, second, true);
    Fibers.await(first::hasWaiter, "a waits");
    Fiber<String> b = passing(second, null, true);
    Fibers.await(second::hasWaiter, "b waits");
    loop.schedule(first::open, 1, TimeUnit.MILLISECONDS).sync();
    assertEquals("passed", Fibers.result(a));
    assertEquals("passed", Fibers.result(b));
  }

  @Test
  void manyAreWokenOneByTheOtherAndTheLoopGoesBackToItsThread() throws Exception {
    int n = 40;
    List<Fibers.Gate> gates = new ArrayList<>();
    for (int i = 0; i <= n; i++) {
      gates.add(new Fibers.Gate());
    }
    List<Fiber<String>> fibers = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      fibers.add(passing(gates.get(i), gates.get(i + 1), true));
      Fibers.await(gates.get(i)::hasWaiter, "it waits");
    }
    loop.execute(gates.get(0)::open);
    for (Fiber<String> fiber : fibers) {
      assertEquals("passed", Fibers.result(fiber));
    }
    AtomicBoolean back = new AtomicBoolean();
    Fibers.await(() -> isOwnThread(back), "the loop's own thread runs its tasks");
  }

  private boolean isOwnThread(AtomicBoolean answer) {
    loop.execute(() -> answer.set(Thread.currentThread().getName().startsWith("weft-loop")));
    return answer.get();
  }

  @Test
  void mayWaitByYielding() throws Exception {
    AtomicBoolean flag = new AtomicBoolean();
    Fiber<String> spins =
        Fiber.on(scheduler)
            .start(
                () -> {
                  Fibers.pinned(
                      () -> {
                        while (!flag.get()) {
                          Fiber.yield();
                        }
                      });
                  return "seen";
                });
    Fiber<Void> sets = Fiber.on(scheduler).start(() -> flag.set(true));
    assertEquals("seen", Fibers.result(spins));
    assertEquals(null, Fibers.result(sets));
  }

  @Test
  void isInterruptedInPlace() throws Exception {
    Fibers.Gate started = new Fibers.Gate();
    Fiber<String> fiber =
        Fiber.on(scheduler)
            .start(
                () -> {
                  boolean[] interrupted = {false};
                  Fibers.pinned(
                      () -> {
                        started.open();
                        try {
                          Fiber.sleepNanos(Long.MAX_VALUE);
                        } catch (InterruptedException e) {
                          interrupted[0] = true;
                        }
                      });
                  return interrupted[0] ? "interrupted" : "not interrupted";
                });
    fiber.interrupt();
    assertEquals("interrupted", Fibers.result(fiber));
  }

  @Test
  void theCulpritIsNamed() throws Exception {
    Fibers.Gate gate = new Fibers.Gate();
    Fiber<String> fiber = passing(gate, null, true);
    Fibers.await(gate::hasWaiter, "the fiber waits");
    gate.open();
    assertEquals("passed", Fibers.result(fiber));
    assertTrue(
        PinnedSites.list().stream()
            .anyMatch(
                e ->
                    e.reason() == Pinned.FOREIGN_FRAME
                        && e.culprit() != null
                        && e.culprit().getMethodName().equals("forEach")),
        () -> "forEach is not among " + PinnedSites.list());
  }
}
