package acme;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.Fiber;
import dev.weft.netty.EventLoops;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Fibers that block the thread they run on, where sleeping by {@code Thread.sleep} would only
 * suspend them. Runs the scenario that is named, and exits.
 */
public final class BlockingFibers {
  private static final long MILLIS = 5;

  private BlockingFibers() {}

  public static void main(String[] args) {
    try {
      run(args[0]);
      System.exit(0);
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(3);
    }
  }

  private static void run(String scenario) throws Exception {
    switch (scenario) {
      case "pinned" -> await(Fiber.start(() -> pinned(BlockingFibers::block)));
      case "pinned-again" -> await(Fiber.start(() -> pinned(BlockingFibers::waitThenBlock)));
      case "unpinned" -> await(Fiber.start(BlockingFibers::unpinThenBlock));
      case "waiting" -> await(Fiber.start(() -> pinned(BlockingFibers::waitInPlace)));
      case "places" -> places();
      case "continuation" ->
          EventLoops.group().submit(BlockingFibers::continued).get(60, TimeUnit.SECONDS);
      default -> throw new IllegalArgumentException(scenario);
    }
  }

  private static void await(Fiber<?> fiber) throws Exception {
    fiber.get(60, TimeUnit.SECONDS);
  }

  /** Calls {@code body} from a frame of the JDK that cannot be unmounted. */
  private static Object pinned(Runnable body) {
    List.of(body).forEach(Runnable::run);
    return "";
  }

  private static void block() {
    try {
      TimeUnit.MILLISECONDS.sleep(MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void waitInPlace() {
    try {
      Fiber.sleepNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another thread has served the loop meanwhile. */
  private static void waitThenBlock() {
    waitInPlace();
    block();
  }

  private static Object unpinThenBlock() {
    pinned(BlockingFibers::waitInPlace);
    Fiber.yield();
    block();
    return "";
  }

  private static void places() throws Exception {
    await(Fiber.start(BlockingFibers::onePlace));
    await(Fiber.start(BlockingFibers::otherPlace));
  }

  private static Object onePlace() {
    Fiber.yield();
    block();
    return "";
  }

  private static Object otherPlace() {
    Fiber.yield();
    block();
    return "";
  }

  /** Suspends once, then sleeps: no fiber, so that blocks the loop. */
  private static void continued() {
    ContinuationScope scope = new ContinuationScope("blocking");
    Continuation continuation =
        new Continuation(
            scope,
            () -> {
              Continuation.yield(scope);
              sleepInContinuation();
            });
    continuation.run();
    continuation.run();
  }

  private static void sleepInContinuation() {
    try {
      Thread.sleep(MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
