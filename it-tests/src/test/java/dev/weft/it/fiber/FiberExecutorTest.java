package dev.weft.it.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Fiber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of ExecutorService, from a thread and from a fiber. */
@Timeout(180)
class FiberExecutorTest {
  private final ExecutorService executor = Fiber.newExecutor();

  private record Sleeping(long millis, int value) implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
      Fiber.sleepNanos(TimeUnit.MILLISECONDS.toNanos(millis));
      return value;
    }
  }

  private record Failing(String message) implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IllegalStateException(message);
    }
  }

  @Test
  void everyTaskIsAFiber() throws Exception {
    Future<Boolean> inFiber = executor.submit(() -> Fiber.current() != null);
    assertTrue(inFiber.get(Fibers.SECONDS, TimeUnit.SECONDS));
    assertEquals("given", executor.submit(() -> {}, "given").get(Fibers.SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void thousandsSleepAtTheSameTime() throws Exception {
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      tasks.add(new Sleeping(100, 1));
    }
    Fiber<Integer> caller = Fiber.start(new AllOf(executor, tasks));
    assertEquals(5_000, Fibers.result(caller));
  }

  private record AllOf(ExecutorService executor, List<Callable<Integer>> tasks)
      implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      int sum = 0;
      for (Future<Integer> future : executor.invokeAll(tasks)) {
        sum += future.get();
      }
      return sum;
    }
  }

  @Test
  void shutdownRefusesAndAwaitsTheRest() throws Exception {
    Fibers.Gate gate = new Fibers.Gate();
    Future<String> task = executor.submit((Callable<String>) new Fibers.Passing(gate, null, false));
    executor.shutdown();
    assertTrue(executor.isShutdown());
    assertFalse(executor.isTerminated());
    assertFalse(executor.awaitTermination(5, TimeUnit.MILLISECONDS));
    assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
    gate.open();
    assertTrue(executor.awaitTermination(Fibers.SECONDS, TimeUnit.SECONDS));
    assertTrue(executor.isTerminated());
    assertEquals("passed", task.get());
  }

  @Test
  void anEmptyOneTerminatesAtOnce() throws Exception {
    executor.shutdown();
    assertTrue(executor.awaitTermination(0, TimeUnit.SECONDS));
  }

  @Test
  void shutdownNowInterrupts() throws Exception {
    Future<Integer> task = executor.submit(new Sleeping(TimeUnit.HOURS.toMillis(1), 1));
    assertEquals(List.of(), executor.shutdownNow());
    assertTrue(executor.awaitTermination(Fibers.SECONDS, TimeUnit.SECONDS));
    ExecutionException e = assertThrows(ExecutionException.class, task::get);
    assertTrue(e.getCause() instanceof InterruptedException);
  }

  @Test
  void aCancelledTaskDoesNotKeepItFromTerminating() throws Exception {
    Future<Integer> task = executor.submit(new Sleeping(TimeUnit.HOURS.toMillis(1), 1));
    assertTrue(task.cancel(true));
    executor.shutdown();
    assertTrue(executor.awaitTermination(Fibers.SECONDS, TimeUnit.SECONDS));
    assertThrows(CancellationException.class, task::get);
  }

  @Test
  void invokeAllWaitsForAllAndKeepsTheirOrder() throws Exception {
    List<Future<Integer>> done =
        executor.invokeAll(List.of(new Sleeping(30, 1), new Failing("no"), new Sleeping(1, 3)));
    assertTrue(done.stream().allMatch(Future::isDone));
    assertEquals(1, done.get(0).get());
    assertThrows(ExecutionException.class, () -> done.get(1).get());
    assertEquals(3, done.get(2).get());
  }

  @Test
  void invokeAllGivesUpInTime() throws Exception {
    List<Future<Integer>> done =
        executor.invokeAll(
            List.of(new Sleeping(1, 1), new Sleeping(TimeUnit.HOURS.toMillis(1), 2)),
            200,
            TimeUnit.MILLISECONDS);
    assertEquals(1, done.get(0).get());
    assertTrue(done.get(1).isCancelled());
  }

  @Test
  void invokeAnyGivesTheFirstThatSucceeds() throws Exception {
    long hour = TimeUnit.HOURS.toMillis(1);
    assertEquals(
        2,
        executor.invokeAny(List.of(new Failing("no"), new Sleeping(5, 2), new Sleeping(hour, 3))));
    ExecutionException e =
        assertThrows(
            ExecutionException.class,
            () -> executor.invokeAny(List.of(new Failing("one"), new Failing("two"))));
    assertTrue(e.getCause() instanceof IllegalStateException);
    assertThrows(
        TimeoutException.class,
        () -> executor.invokeAny(List.of(new Sleeping(hour, 1)), 5, TimeUnit.MILLISECONDS));
    assertThrows(
        IllegalArgumentException.class, () -> executor.invokeAny(List.<Callable<Integer>>of()));
    executor.shutdown();
    assertTrue(
        executor.awaitTermination(Fibers.SECONDS, TimeUnit.SECONDS), "the losers were interrupted");
  }

  @Test
  void whatExecuteThrowsIsReportedAtOnce() throws Exception {
    ConcurrentLinkedQueue<Throwable> reported = new ConcurrentLinkedQueue<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> reported.add(thrown));
    try {
      executor.execute(
          () -> {
            throw new IllegalStateException("in execute");
          });
      Fibers.await(() -> !reported.isEmpty(), "it is reported");
      assertEquals("in execute", reported.element().getMessage());
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void submittingFromManyThreadsLosesNone() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread = new Thread(() -> submitMany(ran));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    executor.shutdown();
    assertTrue(executor.awaitTermination(Fibers.SECONDS, TimeUnit.SECONDS));
    assertEquals(4_000, ran.get());
  }

  private void submitMany(AtomicInteger ran) {
    for (int i = 0; i < 1_000; i++) {
      executor.execute(ran::incrementAndGet);
    }
  }
}
