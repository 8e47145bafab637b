package dev.weft.it.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.weft.Continuation;
import dev.weft.Pinned;
import dev.weft.PinnedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import outside.Catching;
import outside.Catching.Stepping;

/**
 * A call that fails before its method is entered. Foreign code that catches the error and calls
 * woven code of the same name must not pass for the woven caller.
 */
class FailingCallsIT {
  static Stream<Arguments> failing() {
    return Stream.of(
        Arguments.of(NullPointerException.class, new Steps.OfNull()),
        Arguments.of(NullPointerException.class, new Steps.OfNullInterface()),
        Arguments.of(LinkageError.class, new Steps.OfBrokenClass()),
        Arguments.of(AbstractMethodError.class, Steps.ofAbstractMethod()),
        Arguments.of(IncompatibleClassChangeError.class, Steps.ofOtherInterface()),
        Arguments.of(IllegalAccessError.class, Steps.ofForbiddenMethod()),
        Arguments.of(NoClassDefFoundError.class, Steps.ofMissingClass()),
        Arguments.of(StackOverflowError.class, new Steps.Endless()));
  }

  /**
   * Calls the failing step and then a suspending one, from foreign code; suspends itself before and
   * after.
   */
  private static final class Body implements Runnable {
    final Stepping failing;
    final boolean caughtByWovenCode;
    final List<Integer> results = new ArrayList<>();
    PinnedException refusal;
    Throwable failure;

    Body(Stepping failing, boolean caughtByWovenCode) {
      this.failing = failing;
      this.caughtByWovenCode = caughtByWovenCode;
    }

    @Override
    public void run() {
      Steps.Yielding yielding = new Steps.Yielding();
      results.add(yielding.step(0));
      try {
        results.add(caughtByWovenCode ? caught(yielding) : Catching.either(failing, yielding, 1));
      } catch (PinnedException refused) {
        refusal = refused;
      }
      results.add(yielding.step(2));
    }

    private int caught(Steps.Yielding yielding) {
      try {
        return failing.step(1);
      } catch (Throwable expected) {
        failure = expected;
      }
      return Catching.either((Stepping) null, yielding, 1);
    }
  }

  private static int runs(Continuation c) {
    int runs = 0;
    while (!c.isDone()) {
      c.run();
      runs++;
    }
    return runs;
  }

  @ParameterizedTest
  @MethodSource("failing")
  void refusesUnderTheForeignCatcher(Class<? extends Throwable> error, Stepping failing) {
    Body body = new Body(failing, false);
    assertEquals(3, runs(new Continuation(Steps.SCOPE, body)));
    requireRefusal(body);
  }

  @ParameterizedTest
  @MethodSource("failing")
  void refusesAfterAWovenCatcher(Class<? extends Throwable> error, Stepping failing) {
    Body body = new Body(failing, true);
    assertEquals(3, runs(new Continuation(Steps.SCOPE, body)));
    assertInstanceOf(error, body.failure);
    requireRefusal(body);
  }

  private static void requireRefusal(Body body) {
    assertEquals(List.of(10, 12), body.results);
    assertEquals(Pinned.FOREIGN_FRAME, body.refusal.reason());
    assertEquals("outside.Catching", body.refusal.culprit().getClassName());
    assertEquals("either", body.refusal.culprit().getMethodName());
  }

  @ParameterizedTest
  @MethodSource("failing")
  void goesOnWhereOnPinnedReturns(Class<? extends Throwable> error, Stepping failing) {
    Body body = new Body(failing, false);
    List<Pinned> reasons = new ArrayList<>();
    Continuation c =
        new Continuation(Steps.SCOPE, body) {
          @Override
          protected void onPinned(Pinned reason) {
            reasons.add(reason);
          }
        };
    assertEquals(3, runs(c));
    assertEquals(List.of(10, 2, 12), body.results);
    assertEquals(List.of(Pinned.FOREIGN_FRAME), reasons);
    assertNull(body.refusal);
  }
}
