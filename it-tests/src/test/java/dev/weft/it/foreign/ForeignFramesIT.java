package dev.weft.it.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.Pinned;
import dev.weft.PinnedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bare continuations that yield under a foreign frame. */
class ForeignFramesIT {
  private static final ContinuationScope SCOPE = new ContinuationScope("foreign");

  static Stream<ForeignCall> calls() {
    return ForeignCalls.all();
  }

  /**
   * Frames between the yield and the foreign frame; what it adds up to shows whether each ran once.
   */
  private static int deep(int depth) {
    if (depth == 0) {
      Continuation.yield(SCOPE);
      return 1;
    }
    int below = deep(depth - 1);
    return below + depth;
  }

  private static PinnedException pinnedIn(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof PinnedException pinned) {
        return pinned;
      }
    }
    throw new AssertionError("not pinned", thrown);
  }

  /** What a body saw. */
  private static final class Log {
    final List<Integer> values = new ArrayList<>();
    final List<PinnedException> refusals = new ArrayList<>();
    int runs;
  }

  @ParameterizedTest
  @MethodSource("calls")
  void refusedAndCaughtBelowTheForeignFrame(ForeignCall call) {
    Log log = new Log();
    run(
        new Continuation(
            SCOPE,
            () -> {
              Continuation.yield(SCOPE);
              try {
                log.values.add(call.through().call(() -> deep(3)));
              } catch (Throwable refused) {
                log.refusals.add(pinnedIn(refused));
              }
              log.values.add(deep(2));
            }),
        log);
    requireRefusal(call, log, List.of(4), 3);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void refusedAndCaughtAboveTheForeignFrame(ForeignCall call) {
    Log log = new Log();
    run(
        new Continuation(
            SCOPE,
            () -> {
              log.values.add(deep(1));
              log.values.add(
                  unchecked(
                      call,
                      () -> {
                        try {
                          return deep(3);
                        } catch (PinnedException refused) {
                          log.refusals.add(refused);
                          return 50;
                        }
                      }));
              log.values.add(deep(2));
            }),
        log);
    requireRefusal(call, log, List.of(2, 50, 4), 3);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void goesOnWhereOnPinnedReturns(ForeignCall call) {
    Log log = new Log();
    List<Pinned> reasons = new ArrayList<>();
    run(
        new Continuation(
            SCOPE,
            () -> {
              log.values.add(
                  unchecked(call, () -> deep(3) + (Continuation.yield(SCOPE) ? 100 : 1000)));
              log.values.add(deep(2));
              log.values.add(unchecked(call, () -> deep(4)));
            }) {
          @Override
          protected void onPinned(Pinned reason) {
            reasons.add(reason);
          }
        },
        log);
    assertEquals(List.of(1007, 4, 11), log.values);
    assertEquals(List.of(call.reason(), call.reason(), call.reason()), reasons);
    assertEquals(2, log.runs);
  }

  private static int unchecked(ForeignCall call, Supplier<Integer> body) {
    try {
      return call.through().call(body);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(Continuation c, Log log) {
    while (!c.isDone()) {
      c.run();
      log.runs++;
      assertTrue(log.runs < 10, "does not end");
    }
  }

  private static void requireRefusal(ForeignCall call, Log log, List<Integer> values, int runs) {
    assertEquals(values, log.values);
    assertEquals(runs, log.runs, "runs");
    assertEquals(1, log.refusals.size());
    PinnedException refusal = log.refusals.get(0);
    assertEquals(call.reason(), refusal.reason(), refusal.getMessage());
    StackTraceElement culprit = refusal.culprit();
    assertNotNull(culprit, refusal.getMessage());
    String frame = culprit.getClassName() + "." + culprit.getMethodName();
    assertTrue(
        frame.startsWith(call.culprit()), () -> "expected " + call.culprit() + ", got " + culprit);
    assertTrue(refusal.getMessage().contains(culprit.toString()), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(call.reason().name()), refusal.getMessage());
    assertEquals("deep", refusal.getStackTrace()[0].getMethodName(), "the yield's caller");
  }
}
