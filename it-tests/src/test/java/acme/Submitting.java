package acme;

import dev.weft.Fiber;
import io.netty.channel.EventLoop;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The ways to hand in a task that blocks what must not block. Each public method but close is one,
 * and returns when the task has blocked; the place of submission is in it or in a lambda of it.
 */
public final class Submitting implements AutoCloseable {
  private final EventLoop loop;
  private final EventLoop otherLoop;
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
  private final ExecutorService stealing = new ForkJoinPool(2);
  private final CountDownLatch blocked = new CountDownLatch(1);

  /** The names of the ways, in order. */
  public static List<String> ways() {
    return Stream.of(Submitting.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .map(Method::getName)
        .filter(name -> !name.equals("close"))
        .sorted()
        .toList();
  }

  public Submitting(EventLoop loop, EventLoop otherLoop) {
    this.loop = loop;
    this.otherLoop = otherLoop;
  }

  private Object block() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(2); // which blocks a fiber too
    blocked.countDown();
    return "";
  }

  private void blockAndPass() {
    try {
      block();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void await() throws InterruptedException {
    if (!blocked.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the task did not run");
    }
  }

  @Override
  public void close() {
    pool.shutdown();
    timers.shutdown();
    stealing.shutdown();
  }

  // ---- Netty

  public void loopExecute() throws Exception {
    loop.execute(() -> blockAndPass());
    await();
  }

  public void loopSubmit() throws Exception {
    loop.submit(() -> block());
    await();
  }

  public void loopSubmitRunnable() throws Exception {
    loop.submit(() -> blockAndPass());
    await();
  }

  public void loopSchedule() throws Exception {
    loop.schedule(() -> block(), 1, TimeUnit.MILLISECONDS);
    await();
  }

  public void loopScheduleRunnable() throws Exception {
    loop.schedule(() -> blockAndPass(), 1, TimeUnit.MILLISECONDS);
    await();
  }

  public void loopAtFixedRate() throws Exception {
    var periodic = loop.scheduleAtFixedRate(() -> blockAndPass(), 0, 5, TimeUnit.MILLISECONDS);
    await();
    periodic.cancel(false);
  }

  public void loopWithFixedDelay() throws Exception {
    var periodic = loop.scheduleWithFixedDelay(() -> blockAndPass(), 1, 5, TimeUnit.MILLISECONDS);
    await();
    periodic.cancel(false);
  }

  public void loopInvokeAll() throws Exception {
    loop.invokeAll(List.of(() -> block()));
    await();
  }

  public void loopByLoop() throws Exception {
    otherLoop.execute(() -> loop.execute(() -> blockAndPass()));
    await();
  }

  public void loopByTimerOfLoop() throws Exception {
    otherLoop.schedule(() -> loop.submit(() -> block()), 1, TimeUnit.MILLISECONDS);
    await();
  }

  public void loopOfFuture() throws Exception {
    CompletableFuture.runAsync(() -> blockAndPass(), loop);
    await();
  }

  // ---- through the JDK's executors

  public void poolExecute() throws Exception {
    pool.execute(() -> loop.execute(() -> blockAndPass()));
    await();
  }

  public void poolSubmit() throws Exception {
    pool.submit(() -> loop.submit(() -> block()));
    await();
  }

  public void poolByPool() throws Exception {
    pool.execute(() -> timers.execute(() -> loop.execute(() -> blockAndPass())));
    await();
  }

  public void futureTask() throws Exception {
    pool.execute(new FutureTask<>(() -> loop.submit(() -> block())));
    await();
  }

  public void timer() throws Exception {
    timers.schedule(() -> loop.submit(() -> block()), 1, TimeUnit.MILLISECONDS);
    await();
  }

  public void timerAtFixedRate() throws Exception {
    var periodic =
        timers.scheduleAtFixedRate(
            () -> loop.execute(() -> blockAndPass()), 1, 5, TimeUnit.MILLISECONDS);
    await();
    periodic.cancel(false);
  }

  public void forkJoinExecute() throws Exception {
    stealing.execute(() -> loop.execute(() -> blockAndPass()));
    await();
  }

  public void forkJoinSubmit() throws Exception {
    stealing.submit(() -> loop.submit(() -> block()));
    await();
  }

  public void forkJoinInvokeAll() throws Exception {
    stealing.invokeAll(List.of(() -> loop.submit(() -> block())));
    await();
  }

  public void runAsync() throws Exception {
    CompletableFuture.runAsync(() -> loop.execute(() -> blockAndPass()));
    await();
  }

  public void supplyAsync() throws Exception {
    CompletableFuture.supplyAsync(() -> loop.submit(() -> block()), pool);
    await();
  }

  /** A thread without a test completes what the stages wait for. */
  public void stages() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    first
        .thenApply(text -> text + "a")
        .thenCombineAsync(CompletableFuture.completedFuture("b"), (a, b) -> a + b)
        .whenComplete((text, thrown) -> loop.execute(() -> blockAndPass()));
    Thread completer = new Thread(() -> first.complete(""));
    completer.start();
    completer.join();
    await();
  }

  // ---- Reactor

  public void reactorSchedule() throws Exception {
    Schedulers.parallel().schedule(() -> blockAndPass());
    await();
  }

  public void reactorWorker() throws Exception {
    Scheduler.Worker worker = Schedulers.single().createWorker();
    worker.schedule(() -> blockAndPass(), 1, TimeUnit.MILLISECONDS);
    await();
    worker.dispose();
  }

  public void reactorPeriodically() throws Exception {
    Disposable periodic =
        Schedulers.parallel()
            .schedulePeriodically(() -> blockAndPass(), 1, 5, TimeUnit.MILLISECONDS);
    await();
    periodic.dispose();
  }

  public void reactorMono() throws Exception {
    Mono.delay(Duration.ofMillis(1))
        .publishOn(Schedulers.parallel())
        .subscribe(tick -> blockAndPass());
    await();
  }

  public void reactorElastic() throws Exception {
    Schedulers.boundedElastic().schedule(() -> loop.execute(() -> blockAndPass()));
    await();
  }

  // ---- fibers

  public void fiber() throws Exception {
    Fiber.start(() -> block());
    await();
  }

  public void fiberThatSuspended() throws Exception {
    Fiber.start(
        () -> {
          Thread.sleep(1); // suspends, so it is no finding
          return block();
        });
    await();
  }

  /** In a frame whose caller is suspended. */
  public void fiberInACall() throws Exception {
    Fiber.start(() -> suspendedCaller());
    await();
  }

  private Object suspendedCaller() throws InterruptedException {
    return yieldAndBlock() + "";
  }

  private Object yieldAndBlock() throws InterruptedException {
    Fiber.yield();
    return block();
  }

  public void fiberOfFiber() throws Exception {
    Fiber.start(
        () -> {
          Fiber.yield();
          return Fiber.start(() -> block());
        });
    await();
  }

  public void fiberOfExecutor() throws Exception {
    try (Closing fibers = new Closing(Fiber.newExecutor())) {
      fibers.executor().execute(() -> blockAndPass());
      await();
    }
  }

  private record Closing(ExecutorService executor) implements AutoCloseable {
    @Override
    public void close() {
      executor.shutdown();
    }
  }
}
