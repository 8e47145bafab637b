package dev.weft.it.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Fiber;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** The permit: no wake-up is lost, whoever gives it and whenever. */
@Timeout(180)
class ParkingTest {
  private static final int ROUNDS = 20_000;
  private static final long SEED = Long.getLong("weft.test.seed", System.nanoTime());

  @Test
  void aPermitGivenBeforeIsTaken() throws Exception {
    Fiber<String> fiber =
        Fiber.start(
            () -> {
              Fiber.unpark(Fiber.current());
              Fiber.unpark(Fiber.current()); // at most one is kept
              Fiber.park();
              long began = System.nanoTime();
              Fiber.parkNanos(20_000_000);
              return System.nanoTime() - began >= 20_000_000 ? "parked once" : "kept two";
            });
    assertEquals("parked once", Fibers.result(fiber));
  }

  @Test
  void parkingOutsideAFiberIsAnError() {
    assertThrows(IllegalStateException.class, Fiber::park);
  }

  /** Threads give tokens and wake; the fiber takes each token, parking only when it saw none. */
  @TestFactory
  Stream<DynamicTest> noWakeUpIsLost() {
    return Stream.of(Waiting.values())
        .map(way -> DynamicTest.dynamicTest(way + ", seed " + SEED, () -> countTokens(way)));
  }

  enum Waiting {
    PARK,
    TIMED,
    PINNED,
    MIXED
  }

  private static void countTokens(Waiting way) throws Exception {
    int threads = 3;
    AtomicInteger tokens = new AtomicInteger();
    int rounds = way == Waiting.PINNED || way == Waiting.MIXED ? ROUNDS / 10 : ROUNDS;
    Taker taker = new Taker(tokens, threads * rounds, way, SEED);
    Fiber<Integer> fiber = Fiber.start(taker);
    List<Thread> givers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      SplittableRandom random = new SplittableRandom(SEED + i);
      Thread giver = new Thread(() -> give(fiber, tokens, rounds, random));
      givers.add(giver);
      giver.start();
    }
    assertEquals(threads * rounds, Fibers.result(fiber));
    for (Thread giver : givers) {
      giver.join();
    }
  }

  private static void give(
      Fiber<?> fiber, AtomicInteger tokens, int rounds, SplittableRandom random) {
    for (int i = 0; i < rounds; i++) {
      tokens.incrementAndGet();
      Fiber.unpark(fiber);
      int pause = random.nextInt(200);
      for (int spin = 0; spin < pause; spin++) {
        Thread.onSpinWait();
      }
    }
  }

  private static final class Taker implements Callable<Integer> {
    private final AtomicInteger tokens;
    private final int total;
    private final Waiting way;
    private final SplittableRandom random;

    Taker(AtomicInteger tokens, int total, Waiting way, long seed) {
      this.tokens = tokens;
      this.total = total;
      this.way = way;
      this.random = new SplittableRandom(~seed);
    }

    @Override
    public Integer call() {
      int taken = 0;
      while (taken < total) {
        if (tokens.get() > 0) {
          tokens.decrementAndGet();
          taken++;
        } else {
          waitOnce();
        }
      }
      return taken;
    }

    private void waitOnce() {
      switch (way == Waiting.MIXED ? Waiting.values()[random.nextInt(3)] : way) {
        case TIMED -> Fiber.parkNanos(1 + random.nextInt(50_000));
        case PINNED -> Fibers.pinned(new Park());
        default -> Fiber.park();
      }
    }
  }

  private static final class Park implements Runnable {
    @Override
    public void run() {
      Fiber.park();
    }
  }

  /** Each side parks until the other has moved: one lost wake-up and both stand still. */
  @Test
  void twoFibersTakeTurns() throws Exception {
    AtomicInteger turn = new AtomicInteger();
    Player odd = new Player(turn, 1);
    Player even = new Player(turn, 0);
    Fiber<Integer> first = Fiber.on(Fibers.scheduler(Fibers.loop())).start(odd);
    odd.other = Fiber.on(Fibers.scheduler(Fibers.loop())).start(even);
    even.other = first;
    assertEquals(ROUNDS, Fibers.result(first));
    assertEquals(ROUNDS, Fibers.result(odd.other));
  }

  private static final class Player implements Callable<Integer> {
    private final AtomicInteger turn;
    private final int mine;
    volatile Fiber<Integer> other;

    Player(AtomicInteger turn, int mine) {
      this.turn = turn;
      this.mine = mine;
    }

    @Override
    public Integer call() {
      while (other == null) {
        Fiber.yield();
      }
      for (int i = 0; i < ROUNDS; i++) {
        while (turn.get() % 2 != mine) {
          Fiber.park();
        }
        turn.incrementAndGet();
        Fiber.unpark(other);
      }
      return ROUNDS;
    }
  }

  @Test
  void yieldLetsOthersOfTheLoopRun() throws Exception {
    var scheduler = Fibers.scheduler(Fibers.loop());
    AtomicInteger shared = new AtomicInteger();
    List<Fiber<Integer>> fibers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      fibers.add(Fiber.on(scheduler).start(new InTurn(shared, i)));
    }
    for (Fiber<Integer> fiber : fibers) {
      assertEquals(100, Fibers.result(fiber));
    }
  }

  /** Counts only in its turn of four; yields until it comes. */
  private record InTurn(AtomicInteger shared, int mine) implements Callable<Integer> {
    @Override
    public Integer call() {
      int counted = 0;
      while (counted < 100) {
        if (shared.get() % 4 == mine) {
          shared.incrementAndGet();
          counted++;
        }
        Fiber.yield();
      }
      return counted;
    }
  }

  @Test
  void aSleepLastsAndKeepsThePermit() throws Exception {
    Fiber<Boolean> fiber =
        Fiber.start(
            () -> {
              Fiber.unpark(Fiber.current());
              long began = System.nanoTime();
              Fiber.sleepNanos(30_000_000);
              boolean slept = System.nanoTime() - began >= 30_000_000;
              Fiber.park(); // hangs if the sleep has used the permit up
              return slept;
            });
    assertTrue(Fibers.result(fiber));
  }

  /** Its time is over as soon as the permit is taken. */
  @Test
  void aSleepOfNoTimeKeepsThePermit() throws Exception {
    Fiber<Boolean> fiber =
        Fiber.start(
            () -> {
              Fiber.unpark(Fiber.current());
              Fiber.sleepNanos(1);
              Fiber.park(); // hangs if the sleep has used the permit up
              return true;
            });
    assertTrue(Fibers.result(fiber));
  }

  /** The wake-up comes before the time has passed, the fiber's turn after it. */
  @Test
  void aSleepThatIsWokenAtItsEndKeepsThePermit() throws Exception {
    var loop = Fibers.loop();
    Sleeper sleeper = new Sleeper(50_000_000);
    Fiber<String> fiber = Fiber.on(Fibers.scheduler(loop)).start(sleeper);
    loop.execute(
        () -> {
          Fiber.unpark(fiber);
          while (System.nanoTime() < sleeper.endNanos) {
            Thread.onSpinWait();
          }
        });
    assertEquals("parked", Fibers.result(fiber));
  }

  @Test
  void anInterruptedSleepKeepsThePermit() throws Exception {
    var loop = Fibers.loop();
    Fiber<String> fiber = Fiber.on(Fibers.scheduler(loop)).start(new Interrupted(loop));
    assertEquals("parked after an interruption", Fibers.result(fiber));
  }

  private record Interrupted(EventLoop loop) implements Callable<String> {
    @Override
    public String call() {
      Fiber<?> me = Fiber.current();
      Fiber.unpark(me);
      loop.execute(me::interrupt); // runs when the fiber waits
      String outcome = "parked";
      try {
        Fiber.sleepNanos(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        outcome += " after an interruption";
      }
      Fiber.park();
      return outcome;
    }
  }

  private static final class Sleeper implements Callable<String> {
    private final long nanos;
    volatile long endNanos;

    Sleeper(long nanos) {
      this.nanos = nanos;
    }

    @Override
    public String call() throws InterruptedException {
      endNanos = System.nanoTime() + nanos;
      Fiber.sleepNanos(nanos);
      Fiber.park();
      return "parked";
    }
  }
}
