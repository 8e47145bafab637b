package dev.weft.it.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Fiber;
import dev.weft.PinnedSites;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fibers that suspend under a foreign frame: they wait in place, with the right result and the
 * culprit on record.
 */
@Timeout(180)
class ForeignFramesInFibersIT {
  private static final long DEADLINE_SECONDS = 60;

  static Stream<ForeignCall> calls() {
    return ForeignCalls.all();
  }

  /** What the fiber does at the bottom. */
  private interface Wait {
    void await() throws Exception;
  }

  private static int deep(int depth, Wait wait) {
    if (depth == 0) {
      try {
        wait.await();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return 1;
    }
    int below = deep(depth - 1, wait);
    return below + depth;
  }

  private static long recorded(ForeignCall call) {
    return PinnedSites.list().stream()
        .filter(site -> site.reason() == call.reason() && site.culprit() != null)
        .filter(
            site ->
                (site.culprit().getClassName() + "." + site.culprit().getMethodName())
                    .startsWith(call.culprit()))
        .mapToLong(PinnedSites.Entry::count)
        .sum();
  }

  /** Suspends freely, pinned, and freely again; adds up what came back. */
  private static int inAFiber(ForeignCall call, Wait wait) throws Exception {
    Callable<Integer> body =
        () -> {
          int before = deep(2, wait);
          int pinned = call.through().call(() -> deep(3, wait));
          int after = deep(4, wait);
          return before + 100 * pinned + 10_000 * after;
        };
    return Fiber.start(body).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  private static void require(ForeignCall call, Wait wait) throws Exception {
    long before = recorded(call);
    assertEquals(110_704, inAFiber(call, wait));
    assertTrue(recorded(call) > before, () -> call.culprit() + " is not in " + PinnedSites.list());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void yields(ForeignCall call) throws Exception {
    require(call, Fiber::yield);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void sleeps(ForeignCall call) throws Exception {
    require(call, () -> Fiber.sleepNanos(100_000));
  }

  /** What wakes it is another fiber of the same loop, which has not begun when it waits. */
  @ParameterizedTest
  @MethodSource("calls")
  void isWokenByAFiberOfItsOwnLoop(ForeignCall call) throws Exception {
    require(call, () -> Fiber.start(() -> deep(2, Fiber::yield)).get());
  }
}
