package dev.weft.it.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Fiber;
import dev.weft.FiberScheduler;
import dev.weft.it.support.ForkedJvm;
import dev.weft.netty.EventLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What happens to pinned fibers when no more threads may stand in for their loop, and when it is
 * shut down.
 */
class StandInsIT {
  private static final int FIBERS = 8;

  private static ForkedJvm jvm() {
    return new ForkedJvm().agent("weave=dev.weft.it.*").jvm("-Dweft.loops=1", "-Dweft.standIns=2");
  }

  @Test
  void theBoundIsSaidOnceAndOtherThreadsAndTimesStillWake() throws Exception {
    List<String> lines = jvm().run(Bounded.class.getName()).mustSucceed().lines();
    assertEquals(
        1,
        lines.stream().filter(line -> line.contains("stand-ins are made")).count(),
        lines::toString);
    assertEquals("all passed", lines.get(lines.size() - 1), lines::toString);
  }

  /** Fibers that only this thread wakes, and then ones that only time wakes. */
  static final class Bounded {
    public static void main(String[] args) throws Exception {
      FiberScheduler scheduler = Fibers.scheduler(Fibers.loop());
      List<Fibers.Gate> gates = new ArrayList<>();
      List<Fiber<String>> fibers = new ArrayList<>();
      for (int i = 0; i < FIBERS; i++) {
        Fibers.Gate gate = new Fibers.Gate();
        gates.add(gate);
        fibers.add(Fiber.on(scheduler).start(new Fibers.Passing(gate, null, true)));
      }
      Fibers.await(() -> gates.stream().filter(Fibers.Gate::hasWaiter).count() >= 3, "three wait");
      gates.forEach(Fibers.Gate::open);
      for (int i = 0; i < FIBERS; i++) {
        fibers.add(Fiber.on(scheduler).start(Bounded::sleepPinned));
      }
      for (Fiber<String> fiber : fibers) {
        Fibers.result(fiber);
      }
      System.out.println("all passed");
    }

    private static String sleepPinned() {
      Fibers.pinned(Bounded::sleep);
      return "slept";
    }

    private static void sleep() {
      try {
        Fiber.sleepNanos(50_000_000);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void shuttingTheLoopsDownEndsTheWaits() throws Exception {
    List<String> lines = jvm().run(ShutDown.class.getName()).mustSucceed().lines();
    assertEquals("refused refused", lines.get(lines.size() - 1), lines::toString);
  }

  static final class ShutDown {
    public static void main(String[] args) throws Exception {
      FiberScheduler scheduler = Fibers.scheduler(Fibers.loop());
      List<Fiber<String>> fibers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Fibers.Gate gate = new Fibers.Gate();
        fibers.add(Fiber.on(scheduler).start(new Fibers.Passing(gate, null, true)));
        Fibers.await(gate::hasWaiter, "it waits");
      }
      EventLoops.group().shutdownGracefully(0, 1, TimeUnit.SECONDS);
      if (!EventLoops.group().terminationFuture().await(Fibers.SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the loops do not end");
      }
      List<String> ends = new ArrayList<>();
      for (Fiber<String> fiber : fibers) {
        ends.add(outcome(fiber));
      }
      System.out.println(String.join(" ", ends));
    }

    private static String outcome(Fiber<String> fiber) throws InterruptedException {
      try {
        return Fibers.result(fiber);
      } catch (java.util.concurrent.ExecutionException e) {
        return e.getCause() instanceof RejectedExecutionException ? "refused" : e.toString();
      }
    }
  }
}
