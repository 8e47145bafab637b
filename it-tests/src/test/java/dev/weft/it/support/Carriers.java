package dev.weft.it.support;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Two ordinary threads with deep stacks, and a deadline for what is run on them. */
final class Carriers implements AutoCloseable {
  private static final long STACK_BYTES = 64L << 20;

  private final ExecutorService[] executors = {start("weft-test-a"), start("weft-test-b")};
  private final Thread[] threads = new Thread[2];
  private final Duration deadline;

  Carriers(Duration deadline) {
    this.deadline = deadline;
    for (int i = 0; i < threads.length; i++) {
      threads[i] = call(i, Thread::currentThread);
    }
  }

  private static ExecutorService start(String name) {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(null, task, name, STACK_BYTES);
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Runs {@code task} on the thread of that index, 0 or 1, and waits for it.
   *
   * @throws AssertionError if it throws or is late
   */
  <T> T call(int index, Callable<T> task) {
    Future<T> future = executors[index].submit(task);
    try {
      return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      AssertionError late = new AssertionError("not finished after " + deadline);
      late.setStackTrace(threads[index].getStackTrace());
      throw late;
    } catch (ExecutionException e) {
      throw new AssertionError("the harness failed", e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    for (ExecutorService executor : executors) {
      executor.shutdownNow();
    }
  }
}
