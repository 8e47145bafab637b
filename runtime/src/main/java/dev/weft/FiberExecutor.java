package dev.weft;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One fiber a task. Not built on the JDK's AbstractExecutorService, whose frames could not be
 * suspended: all its waiting methods suspend when a fiber calls them.
 *
 * <p>What a task given to {@link #execute} throws is reported at once; the futures of the others
 * carry it.
 */
final class FiberExecutor implements ExecutorService {
  private final AtomicBoolean shutdown = new AtomicBoolean();
  private final Set<Fiber<?>> fibers = ConcurrentHashMap.newKeySet();
  private final Completion termination = new Completion();

  // ---- tasks

  @Override
  public void execute(Runnable task) {
    Fiber<Void> unused = begin(new FiberBuilder.WithResult<>(new Reporting(task)));
  }

  @Override
  public <T> Future<T> submit(Callable<T> task) {
    return begin(task);
  }

  @Override
  public <T> Future<T> submit(Runnable task, T result) {
    return begin(new FiberBuilder.WithResult<>(task, result));
  }

  @Override
  public Future<?> submit(Runnable task) {
    return begin(new FiberBuilder.WithResult<Void>(task));
  }

  private <T> Fiber<T> begin(Callable<T> task) {
    Fiber<T> fiber = new Fiber<>(task, null, null, this);
    fibers.add(fiber);
    if (shutdown.get()) {
      fibers.remove(fiber);
      terminateIfDone();
      throw new RejectedExecutionException("the executor has been shut down");
    }
    fiber.enqueue();
    return fiber;
  }

  /** Called by a fiber whose last turn is over. */
  void ended(Fiber<?> fiber) {
    fibers.remove(fiber);
    terminateIfDone();
  }

  private static final class Reporting implements Runnable {
    private final Runnable task;

    Reporting(Runnable task) {
      this.task = Objects.requireNonNull(task, "task");
    }

    @Override
    public void run() {
      try {
        task.run();
      } catch (Throwable t) {
        UncaughtFailures.report(Fiber.running().name(), t);
      }
    }
  }

  // ---- several tasks

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    List<Future<T>> started = new ArrayList<>(tasks.size());
    try {
      beginAll(tasks, started);
      for (Future<T> future : started) {
        ((Fiber<T>) future).join();
      }
      return started;
    } catch (Throwable t) {
      cancelAll(started);
      throw t;
    }
  }

  @Override
  public <T> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    List<Future<T>> started = new ArrayList<>(tasks.size());
    try {
      beginAll(tasks, started);
      for (Future<T> future : started) {
        if (!((Fiber<T>) future).completion().await(deadline - System.nanoTime())) {
          cancelAll(started);
          break;
        }
      }
      return started;
    } catch (Throwable t) {
      cancelAll(started);
      throw t;
    }
  }

  private <T> void beginAll(Collection<? extends Callable<T>> tasks, List<Future<T>> started) {
    for (Callable<T> task : tasks) {
      started.add(begin(Objects.requireNonNull(task, "task")));
    }
  }

  private static <T> void cancelAll(List<Future<T>> started) {
    for (Future<T> future : started) {
      future.cancel(true);
    }
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    try {
      return invokeAny(tasks, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("three hundred years have passed", e);
    }
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("no tasks");
    }
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    List<Future<T>> started = new ArrayList<>(tasks.size());
    try {
      beginAll(tasks, started);
      return ((Fiber<T>) firstToSucceed(started, deadline)).resultNow();
    } finally {
      cancelAll(started);
    }
  }

  /** Waits on all of them at once. */
  private static <T> Future<T> firstToSucceed(List<Future<T>> started, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    Object self = Completion.self();
    for (Future<T> future : started) {
      ((Fiber<T>) future).completion().addWaiter(self);
    }
    try {
      Future<T> winner;
      while ((winner = succeeded(started)) == null) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new TimeoutException("none of " + started.size() + " tasks is done in time");
        }
        Completion.park(self, left);
      }
      return winner;
    } finally {
      for (Future<T> future : started) {
        ((Fiber<T>) future).completion().removeWaiter(self);
      }
    }
  }

  /**
   * One that has a result, or null while some run. @throws ExecutionException if all have failed:
   * with one's cause
   */
  private static <T> @Nullable Future<T> succeeded(List<Future<T>> started)
      throws ExecutionException {
    Throwable failure = null;
    boolean pending = false;
    for (Future<T> future : started) {
      Fiber<T> fiber = (Fiber<T>) future;
      if (!fiber.isDone()) {
        pending = true;
      } else if (fiber.completion().outcome() instanceof Completion.Failure) {
        failure = fiber.exceptionNow();
      } else {
        return fiber;
      }
    }
    if (!pending && failure != null) {
      throw new ExecutionException(failure);
    }
    return null;
  }

  // ---- the end

  @Override
  public void shutdown() {
    shutdown.set(true);
    terminateIfDone();
  }

  /** Interrupts the fibers. Every task has begun, so none is returned. */
  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    for (Fiber<?> fiber : fibers) {
      fiber.interrupt();
    }
    return new ArrayList<>();
  }

  private void terminateIfDone() {
    if (shutdown.get() && fibers.isEmpty()) {
      termination.complete(null);
    }
  }

  @Override
  public boolean isShutdown() {
    return shutdown.get();
  }

  @Override
  public boolean isTerminated() {
    return termination.isDone();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return termination.await(unit.toNanos(timeout));
  }

  /**
   * As in later JDKs: shuts down and waits for the tasks; when interrupted, interrupts them and
   * goes on waiting.
   */
  public void close() {
    shutdown();
    boolean interrupted = false;
    while (!isTerminated()) {
      try {
        termination.await();
      } catch (InterruptedException e) {
        interrupted = true;
        shutdownNow();
      }
    }
    if (interrupted) {
      Fiber<?> fiber = Fiber.current();
      if (fiber != null) {
        fiber.interrupt();
      } else {
        Thread.currentThread().interrupt();
      }
    }
  }
}
