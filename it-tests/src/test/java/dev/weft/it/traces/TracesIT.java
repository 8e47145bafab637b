package dev.weft.it.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TracesIT {
  /** {@code @link Bodies} at the end of a chain of saved callers. */
  private static Throwable under(Supplier<Throwable> body) {
    Compared.pause();
    return body.get();
  }

  @Test
  void pausesOnTheWayDown() {
    Compared.same(12, () -> under(() -> Bodies.descending(10)));
  }

  @Test
  void createdInACallerOfTheOneThatPaused() {
    Compared.same(2, () -> under(() -> Bodies.ascending(6)));
  }

  @Test
  void createdAfterEachOfManyResumes() {
    Compared.same(6, () -> under(Bodies::repeated));
  }

  @Test
  void thrownThroughSavedFramesAndWrapped() {
    Compared.same(4, () -> under(Bodies::wrapped));
  }

  @Test
  void thrownByTheJvm() {
    Compared.same(8, () -> under(() -> Bodies.ofTheJvm(null, 0, new int[1])));
  }

  @Test
  void allKindsOfCallers() {
    Compared.same(6, () -> under(Bodies::kinds));
  }

  @Test
  void insideNestedContinuations() {
    Compared.same(6, () -> under(() -> Bodies.nested(3, true)));
    Compared.same(6, () -> under(Bodies::nestedTwice));
  }

  @Test
  void afterANestedContinuation() {
    Compared.same(8, () -> under(() -> Bodies.nested(3, false)));
  }

  @Test
  void aboveAForeignFrame() {
    Compared.same(2, () -> under(() -> Bodies.pinned(2)));
    Compared.same(2, () -> under(Bodies::pinnedTwice));
  }

  @Test
  void currentThreadsStackTrace() {
    Compared.same(4, () -> under(Bodies::ownTrace));
  }

  @Test
  void neverResumed() {
    Compared.same(0, Exception::new);
  }

  @Test
  void asLongAsTheJvmsAtMost() {
    Compared.same(3001, () -> Bodies.descending(3000));
    Throwable[] made = new Throwable[1];
    Compared.same(2, () -> under(() -> made[0] = Bodies.ascending(1500)));
    assertEquals(1024, made[0].getStackTrace().length);
  }
}
