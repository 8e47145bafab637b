package dev.weft.it.detect;

import dev.weft.detect.spi.TestFinding;
import dev.weft.detect.spi.TestRun;
import dev.weft.detect.spi.TestRuns;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Tasks stay what they are for the program, whoever carries them, and leave nothing behind. */
public final class CarriedMain {
  private final EventLoop loop =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()).next();

  /** Begins and ends the second test; it carries nobody's, as an executor's would. */
  private final PlainThread second = new PlainThread();

  private final Runnable blocking = CarriedMain::block;
  private final Runnable toLoop = () -> loop.execute(blocking);

  private CarriedMain() {}

  public static void main(String[] args) {
    try {
      CarriedMain main = new CarriedMain();
      switch (args[0]) {
        case "shared-by-loop" -> main.sharedByLoop();
        case "shared-by-pool" -> main.sharedByPool();
        case "identity" -> main.identity();
        case "inline" -> main.inline();
        case "cancelled" -> main.cancelled();
        case "late" -> main.late();
        default -> throw new IllegalArgumentException(args[0]);
      }
      System.exit(0);
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(3);
    }
  }

  private static void block() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A thread that does one thing after the other. */
  private static final class PlainThread {
    private final BlockingQueue<Runnable> bodies = new LinkedBlockingQueue<>();

    PlainThread() {
      Thread thread = new Thread(this::run, "second");
      thread.setDaemon(true);
      thread.start();
    }

    private void run() {
      try {
        while (true) {
          bodies.take().run();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    <T> T call(Callable<T> body) throws Exception {
      CompletableFuture<T> result = new CompletableFuture<>();
      bodies.add(
          () -> {
            try {
              result.complete(body.call());
            } catch (Exception e) {
              result.completeExceptionally(e);
            }
          });
      return result.get();
    }
  }

  private <T> T onSecond(Callable<T> body) throws Exception {
    return second.call(body);
  }

  /** Waits for what the loop was given before. */
  private void drain() throws Exception {
    loop.submit(() -> {}).get();
  }

  private static ThreadPoolExecutor poolOfOne() {
    return new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  }

  private static void tell(List<TestFinding> findings) {
    List<TestFinding> sleeps = findings.stream().filter(f -> f.kind().equals("sleep")).toList();
    long own = sleeps.stream().mapToLong(finding -> finding.tally().count()).sum();
    long shared = sleeps.stream().mapToLong(finding -> finding.tally().sharedCount()).sum();
    System.out.println(own + " own, " + shared + " shared");
  }

  private static void mustBe(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }

  /** One instance, submitted by two tests before either has run. */
  private void sharedByLoop() throws Exception {
    TestRun first = TestRuns.begin("first");
    TestRun other = onSecond(() -> TestRuns.begin("second"));
    CountDownLatch go = new CountDownLatch(1);
    loop.execute(() -> await(go));
    loop.execute(blocking);
    onSecond(
        () -> {
          loop.execute(blocking);
          return loop.schedule(blocking, 0, TimeUnit.NANOSECONDS);
        });
    go.countDown();
    onSecond(() -> loop.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).get());
    tell(TestRuns.end(first));
    tell(onSecond(() -> TestRuns.end(other)));
  }

  /** The same in a pool, where it cannot be told which of the two a thread has taken. */
  private void sharedByPool() throws Exception {
    TestRun first = TestRuns.begin("first");
    TestRun other = onSecond(() -> TestRuns.begin("second"));
    ThreadPoolExecutor pool = poolOfOne();
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(() -> await(go));
    pool.execute(toLoop);
    onSecond(
        () -> {
          pool.execute(toLoop);
          return null;
        });
    go.countDown();
    pool.submit(() -> {}).get();
    pool.execute(toLoop); // alone, so it is the first's
    pool.submit(() -> {}).get();
    drain();
    tell(TestRuns.end(first));
    tell(onSecond(() -> TestRuns.end(other)));
  }

  /** What programs can see of a task in a queue. */
  private void identity() throws Exception {
    TestRun run = TestRuns.begin("first");
    ThreadPoolExecutor pool = poolOfOne();
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(() -> await(go));
    Runnable task = new Object()::hashCode;
    pool.execute(task);
    mustBe(pool.getQueue().contains(task), "the pool's queue has it");
    mustBe(pool.remove(task), "it can be removed");
    pool.execute(task);
    mustBe(pool.shutdownNow().equals(List.of(task)), "what did not run is it");
    mustBe(new FutureTask<>(task, null).toString().contains(task.toString()), "a future shows it");
    Removing executor = new Removing(task);
    executor.execute(task);
    mustBe(executor.removed, "a loop can remove it");
    executor.shutdownGracefully(0, 1, TimeUnit.SECONDS).get();
    TestRuns.end(run);
  }

  /** Takes a task out of its queue as soon as it is there, before its thread runs. */
  private static final class Removing extends SingleThreadEventExecutor {
    private final Runnable task;
    boolean removed;

    Removing(Runnable task) {
      super(null, new DefaultThreadFactory("removing"), true);
      this.task = task;
    }

    @Override
    protected void run() {
      do {
        Runnable next = takeTask();
        if (next != null) {
          next.run();
        }
      } while (!confirmShutdown());
    }

    @Override
    protected void addTask(Runnable added) {
      super.addTask(added);
      removed |= added == task && removeTask(added);
    }
  }

  /** A task that is run by who submits it is never taken for another's. */
  private void inline() throws Exception {
    TestRun first = TestRuns.begin("first");
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new ThreadPoolExecutor.CallerRunsPolicy());
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(() -> await(go));
    pool.execute(toLoop);
    pool.execute(toLoop);
    TestRun other = onSecond(() -> TestRuns.begin("second"));
    onSecond(
        () -> {
          pool.execute(toLoop);
          return null;
        });
    go.countDown();
    pool.shutdown();
    drain();
    tell(TestRuns.end(first));
    tell(onSecond(() -> TestRuns.end(other)));
  }

  /** Tasks that never run are collected. */
  private void cancelled() throws Exception {
    TestRun run = TestRuns.begin("first");
    ThreadPoolExecutor pool = poolOfOne();
    CountDownLatch go = new CountDownLatch(1);
    pool.execute(() -> await(go));
    List<WeakReference<Object>> tasks =
        List.of(
            new WeakReference<>(removed(pool)),
            new WeakReference<>(cleared(pool)),
            new WeakReference<>(cancelledTimer()));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (tasks.stream().map(WeakReference::get).anyMatch(Objects::nonNull)) {
      mustBe(System.nanoTime() < deadline, "all are collected");
      System.gc();
    }
    go.countDown();
    pool.shutdown();
    TestRuns.end(run);
  }

  private static Object removed(ThreadPoolExecutor pool) {
    Runnable task = new Object()::hashCode;
    pool.execute(task);
    pool.remove(task);
    return task;
  }

  private static Object cleared(ThreadPoolExecutor pool) {
    Runnable task = new Object()::hashCode;
    pool.execute(task);
    pool.getQueue().clear();
    return task;
  }

  private Object cancelledTimer() throws Exception {
    Runnable task = new Object()::hashCode;
    loop.schedule(task, 1, TimeUnit.HOURS).cancel(false);
    drain();
    return task;
  }

  /** What a test has left behind is not the next one's. */
  private void late() throws Exception {
    TestRun first = TestRuns.begin("first");
    CountDownLatch go = new CountDownLatch(1);
    loop.execute(() -> await(go));
    loop.execute(blocking);
    tell(TestRuns.end(first));
    TestRun next = TestRuns.begin("next");
    go.countDown();
    drain();
    tell(TestRuns.end(next));
  }
}
