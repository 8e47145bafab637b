package dev.weft.it.commands;

import dev.weft.detect.spi.TestFinding;
import dev.weft.detect.spi.TestRun;
import dev.weft.detect.spi.TestRuns;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Programs whose reports are judged. */
public final class GateMain {
  private static final AtomicReference<@Nullable Thread> SLEEPER = new AtomicReference<>();

  private GateMain() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "idle" -> Thread.sleep(1);
      case "clean" -> onLoop(() -> {});
      case "sleeps" -> onLoop(() -> sleep(2));
      case "sleepsElsewhere" -> onLoop(GateMain::sleepElsewhere);
      case "hangs" -> hang();
      case "unawaited" -> endWithoutWaiting();
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.exit(0);
  }

  private static EventLoop loop() {
    return new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()).next();
  }

  private static void onLoop(Runnable body) throws Exception {
    loop().submit(body).get(60, TimeUnit.SECONDS);
  }

  static void sleep(long millis) {
    SLEEPER.set(Thread.currentThread());
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleepElsewhere() {
    sleep(2);
    LockSupport.parkNanos(1);
  }

  /** Ends while a loop still sleeps. */
  private static void hang() {
    Future<?> sleeping = loop().submit(() -> sleep(100_000));
    awaitSleep(sleeping);
  }

  /** A test that ends while its loop still sleeps, but not for long. */
  private static void endWithoutWaiting() {
    EventLoop loop = loop();
    TestRun run = TestRuns.begin("a test");
    awaitSleep(loop.submit(() -> sleep(200)));
    List<TestFinding> findings = TestRuns.end(run);
    findings.forEach(
        finding -> System.out.println(finding.summary() + " x" + finding.tally().count()));
  }

  private static void awaitSleep(Future<?> sleeping) {
    Thread thread;
    while ((thread = SLEEPER.get()) == null || thread.getState() != Thread.State.TIMED_WAITING) {
      if (sleeping.isDone()) {
        throw new IllegalStateException("it does not sleep");
      }
      Thread.onSpinWait();
    }
  }
}
