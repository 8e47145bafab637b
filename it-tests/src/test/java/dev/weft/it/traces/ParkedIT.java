package dev.weft.it.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stack of a continuation that is not running, and of one that cannot unmount. */
class ParkedIT {
  private static void descend(int depth) {
    PauseTraces.pause();
    if (depth > 0) {
      descend(depth - 1);
      PauseTraces.pause();
    }
  }

  private static void twice(Runnable body) {
    body.run();
    PauseTraces.pause();
    body.run();
  }

  @Test
  void atEachPause() {
    PauseTraces.requireSameWhenParked(() -> descend(5));
  }

  @Test
  void throughNestedContinuations() {
    PauseTraces.requireSameWhenParked(
        () ->
            twice(
                () -> {
                  descend(1);
                  PauseTraces.inner(() -> descend(2)).run();
                }));
    PauseTraces.requireSameWhenParked(
        () -> {
          descend(1);
          PauseTraces.inner(() -> PauseTraces.inner(() -> descend(2)).run()).run();
        });
  }

  @Test
  void ofTheInnerOneAlone() {
    ContinuationScope scope = new ContinuationScope("alone");
    List<Integer> depths = new ArrayList<>();
    new Continuation(
            new ContinuationScope("outer"),
            () -> {
              Continuation inner = new Continuation(scope, () -> deepYield(scope, 4));
              inner.run();
              depths.add(inner.getStackTrace().length);
              assertEquals("deepYield", inner.getStackTrace()[0].getMethodName());
            })
        .run();
    assertEquals(List.of(6), depths);
  }

  private static void deepYield(ContinuationScope scope, int depth) {
    if (depth == 0) {
      Continuation.yield(scope);
    } else {
      deepYield(scope, depth - 1);
    }
  }

  @Test
  void whereItIsPinned() {
    PauseTraces.requireSameWhenPinned(
        () -> new ArrayList<>(List.of(1, 2)).forEach(i -> descend(i)));
    PauseTraces.requireSameWhenPinned(
        () ->
            new ArrayList<>(List.of(1))
                .forEach(
                    i -> new ArrayList<>(List.of(1, 2)).forEach(j -> twice(() -> descend(2)))));
  }

  @Test
  void whereAnInnerOneIsRunByForeignCode() {
    PauseTraces.requireSameWhenPinned(
        () -> new ArrayList<>(List.of(PauseTraces.inner(() -> descend(3)))).forEach(Runnable::run));
  }
}
