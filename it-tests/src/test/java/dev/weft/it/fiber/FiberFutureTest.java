package dev.weft.it.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Fiber;
import dev.weft.Generator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fiber as a Future: results, exceptions, cancellation, who may wait. */
@Timeout(180)
class FiberFutureTest {
  @Test
  void givesItsResultToThreadsAndFibers() throws Exception {
    Fiber<String> one = Fiber.named("one").start(() -> Fiber.current().name());
    Fiber<String> two = Fiber.start(() -> one.get() + "!");
    assertEquals("one!", Fibers.result(two));
    assertEquals("one", one.resultNow());
    assertNull(Fibers.result(Fiber.start(() -> {})));
    assertNull(Fiber.current());
  }

  @Test
  void waitsForAFiberOfTheSameLoop() throws Exception {
    var scheduler = Fibers.scheduler(Fibers.loop());
    Fiber<Integer> outer =
        Fiber.on(scheduler)
            .start(
                () -> {
                  List<Fiber<Integer>> inner = new ArrayList<>();
                  for (int i = 0; i < 50; i++) {
                    int n = i;
                    inner.add(Fiber.start(() -> sleepAndReturn(n)));
                  }
                  int sum = 0;
                  for (Fiber<Integer> fiber : inner) {
                    sum += fiber.get();
                  }
                  return sum;
                });
    assertEquals(49 * 50 / 2, Fibers.result(outer));
  }

  private static int sleepAndReturn(int n) throws InterruptedException {
    Fiber.sleep(Duration.ofMillis(n % 7));
    return n;
  }

  @Test
  void whatTheBodyThrowsReachesGet() throws Exception {
    IOException thrown = new IOException("as expected");
    Fiber<String> fiber =
        Fiber.start(
            () -> {
              Fiber.yield();
              throw thrown;
            });
    ExecutionException e = assertThrows(ExecutionException.class, () -> Fibers.result(fiber));
    assertSame(thrown, e.getCause());
    assertSame(thrown, fiber.exceptionNow());
    assertThrows(IllegalStateException.class, fiber::resultNow);
    Fiber<String> error = Fiber.start(() -> fail(new AssertionError("thrown")));
    assertTrue(
        assertThrows(ExecutionException.class, () -> Fibers.result(error)).getCause()
            instanceof AssertionError);
  }

  private static String fail(Error error) {
    throw error;
  }

  @Test
  void timesOut() throws Exception {
    Fibers.Gate gate = new Fibers.Gate();
    Fiber<String> fiber = Fiber.start(new Fibers.Passing(gate, null, false));
    assertThrows(TimeoutException.class, () -> fiber.get(5, TimeUnit.MILLISECONDS));
    Fiber<Boolean> other = Fiber.start(() -> timesOut(fiber));
    assertTrue(Fibers.result(other));
    gate.open();
    assertEquals("passed", Fibers.result(fiber));
  }

  private static boolean timesOut(Fiber<?> fiber) throws Exception {
    try {
      fiber.get(5, TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException e) {
      return true;
    }
  }

  @Test
  void cancellingInterruptsTheBody() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    AtomicBoolean began = new AtomicBoolean();
    Fiber<String> fiber =
        Fiber.start(
            () -> {
              try {
                began.set(true);
                Fiber.sleepNanos(Long.MAX_VALUE);
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
              return "too late";
            });
    Fibers.await(began::get, "the body has begun");
    assertTrue(fiber.cancel(true));
    assertFalse(fiber.cancel(true));
    assertTrue(fiber.isDone() && fiber.isCancelled());
    assertThrows(CancellationException.class, fiber::get);
    Fibers.await(interrupted::get, "the body is interrupted");
  }

  @Test
  void aBodyThatWasCancelledBeforeNeverBegins() throws Exception {
    var scheduler = Fibers.scheduler(Fibers.loop());
    AtomicBoolean ran = new AtomicBoolean();
    Fiber<Boolean> starter =
        Fiber.on(scheduler)
            .start(
                () -> {
                  Fiber<Void> fiber = Fiber.start(() -> ran.set(true));
                  return fiber.cancel(false);
                });
    assertTrue(Fibers.result(starter));
    assertNull(Fibers.result(Fiber.on(scheduler).start(() -> {}))); // queued after it
    assertFalse(ran.get());
  }

  @Test
  void waitingIsInterrupted() throws Exception {
    Fibers.Gate never = new Fibers.Gate();
    Fiber<String> waited = Fiber.start(new Fibers.Passing(never, null, false));
    AtomicReference<Object> seen = new AtomicReference<>();
    Fiber<String> waits =
        Fiber.start(
            () -> {
              try {
                return waited.get();
              } catch (InterruptedException e) {
                seen.set(Fiber.interrupted());
                return "interrupted";
              }
            });
    waits.interrupt();
    assertEquals("interrupted", Fibers.result(waits));
    assertEquals(false, seen.get(), "the exception clears the flag");
    never.open();
    assertEquals("passed", Fibers.result(waited));
  }

  @Test
  void waitingOnTheLoopItselfIsRefused() throws Exception {
    var loop = Fibers.loop();
    Fibers.Gate gate = new Fibers.Gate();
    Fiber<String> fiber =
        Fiber.on(Fibers.scheduler(loop)).start(new Fibers.Passing(gate, null, false));
    Throwable refused =
        loop.submit(() -> assertThrows(IllegalStateException.class, fiber::get)).get();
    assertTrue(refused.getMessage().contains("would block the event loop"), refused.getMessage());
    gate.open();
    assertEquals("passed", Fibers.result(fiber));
  }

  @Test
  void aParkedFiberShowsItsStack() throws Exception {
    Fibers.Gate gate = new Fibers.Gate();
    Fiber<String> fiber = Fiber.start(new Fibers.Passing(gate, null, false));
    Fibers.await(
        () -> hasFrame(fiber, "dev.weft.it.fiber.Fibers$Passing", "call"), "its frames are shown");
    gate.open();
    assertEquals("passed", Fibers.result(fiber));
    assertEquals(0, fiber.getStackTrace().length);
  }

  private static boolean hasFrame(Fiber<?> fiber, String type, String method) {
    for (StackTraceElement frame : fiber.getStackTrace()) {
      if (frame.getClassName().equals(type) && frame.getMethodName().equals(method)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aYieldInAGeneratorSuspendsTheFiber() throws Exception {
    List<String> order = new ArrayList<>(); // of one loop's fibers alone
    List<Fiber<Void>> both =
        Fibers.loop()
            .submit(
                () ->
                    List.of(
                        Fiber.start(() -> take(order, "a")), Fiber.start(() -> take(order, "b"))))
            .get();
    for (Fiber<Void> fiber : both) {
      assertNull(Fibers.result(fiber));
    }
    assertEquals(List.of("a0", "b0", "a1", "b1", "a2", "b2"), order);
  }

  private static void take(List<String> order, String name) {
    Generator<Integer> numbers =
        Generator.of(
            out -> {
              for (int i = 0; i < 3; i++) {
                Fiber.yield();
                out.emit(i);
              }
            });
    while (numbers.hasNext()) {
      order.add(name + numbers.next());
    }
  }

  @Test
  void aFailureThatNobodyAsksForIsReportedInTheEnd() throws Exception {
    ConcurrentLinkedQueue<Throwable> reported = new ConcurrentLinkedQueue<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> reported.add(thrown));
    try {
      startFailing("nobody asks", false);
      startFailing("somebody asks", true);
      Fibers.await(
          () -> {
            System.gc();
            return !reported.isEmpty();
          },
          "the failure is reported");
      assertEquals(List.of("nobody asks"), reported.stream().map(Throwable::getMessage).toList());
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  private static void startFailing(String message, boolean ask) {
    Fiber<String> fiber = Fiber.start(() -> fail(new AssertionError(message)));
    if (ask) {
      assertThrows(ExecutionException.class, () -> Fibers.result(fiber));
    }
  }
}
