package dev.weft.detect;

import dev.weft.detect.spi.TestRun;
import dev.weft.detect.spi.TestRuns;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What rewritten executors call where a task is submitted, so that its {@link Origin} travels with
 * it. There are three ways, because a task's identity may be seen:
 *
 * <ul>
 *   <li>{@code carry}: event loops and Reactor's schedulers, where findings are made. The task is
 *       wrapped in a {@link Carried} with its test and its place.
 *   <li>{@code carryRunnable} and the like: what the JDK makes of a task of its own. Wrapped too,
 *       with the test only.
 *   <li>{@code submitted}: a task that {@code ThreadPoolExecutor.execute} puts into a queue that
 *       the program can look into, and hands to its handlers. It stays what it is, and {@link
 *       PendingRuns} knows whose it is.
 * </ul>
 *
 * The JDK's executors are rewritten when the first test begins, since only the test is carried.
 * Nothing here throws.
 */
public final class Tasks {
  private Tasks() {}

  /** Loads and links what is used here, before the inside of an executor calls it. */
  static void prepare() {
    Runnable task = carry(new Empty());
    if (task != null) {
      task.run();
    }
  }

  private static final class Empty implements Runnable {
    @Override
    public void run() {}
  }

  // ---- event loops and schedulers

  public static @Nullable Runnable carry(@Nullable Runnable task) {
    Origin origin = task == null ? Origin.NONE : originOf(task);
    return task == null || origin == Origin.NONE ? task : new Carried.OfRunnable(task, origin);
  }

  @SuppressWarnings("unchecked")
  public static @Nullable Callable<Object> carry(@Nullable Callable<Object> task) {
    Origin origin = task == null ? Origin.NONE : originOf(task);
    return task == null || origin == Origin.NONE ? task : new Carried.OfCallable(task, origin);
  }

  /** For a field that has either. */
  @SuppressWarnings("unchecked")
  public static @Nullable Object carry(@Nullable Object task) {
    if (task instanceof Callable<?> callable) {
      return carry((Callable<Object>) callable);
    }
    return task instanceof Runnable runnable ? carry(runnable) : task;
  }

  private static Origin originOf(Object task) {
    try {
      TaskType type = TaskType.of(task.getClass());
      return type.isCarried() ? Origin.here(type) : Origin.NONE;
    } catch (Throwable t) {
      Hooks.failed();
      return Origin.NONE;
    }
  }

  /** Takes a task out of a queue in which it may be carried. */
  public static boolean remove(Queue<?> queue, Object task) {
    if (queue.remove(task)) {
      return true;
    }
    for (Iterator<?> queued = queue.iterator(); queued.hasNext(); ) {
      if (Carried.taskOf(queued.next()).equals(task)) {
        queued.remove();
        return true;
      }
    }
    return false;
  }

  // ---- what the JDK makes of tasks

  public static @Nullable Runnable carryRunnable(@Nullable Runnable task) {
    Origin origin = runOf(task);
    return task == null || origin == Origin.NONE ? task : new Carried.OfRunnable(task, origin);
  }

  public static @Nullable Callable<Object> carryCallable(@Nullable Callable<Object> task) {
    Origin origin = runOf(task);
    return task == null || origin == Origin.NONE ? task : new Carried.OfCallable(task, origin);
  }

  public static @Nullable Supplier<Object> carrySupplier(@Nullable Supplier<Object> task) {
    Origin origin = runOf(task);
    return task == null || origin == Origin.NONE ? task : new Carried.OfSupplier(task, origin);
  }

  public static @Nullable Function<Object, Object> carryFunction(
      @Nullable Function<Object, Object> task) {
    Origin origin = runOf(task);
    return task == null || origin == Origin.NONE ? task : new Carried.OfFunction(task, origin);
  }

  public static @Nullable BiFunction<Object, Object, Object> carryBiFunction(
      @Nullable BiFunction<Object, Object, Object> task) {
    Origin origin = runOf(task);
    return task == null || origin == Origin.NONE ? task : new Carried.OfBiFunction(task, origin);
  }

  public static @Nullable Consumer<Object> carryConsumer(@Nullable Consumer<Object> task) {
    Origin origin = runOf(task);
    return task == null || origin == Origin.NONE ? task : new Carried.OfConsumer(task, origin);
  }

  public static @Nullable BiConsumer<Object, Object> carryBiConsumer(
      @Nullable BiConsumer<Object, Object> task) {
    Origin origin = runOf(task);
    return task == null || origin == Origin.NONE ? task : new Carried.OfBiConsumer(task, origin);
  }

  private static Origin runOf(@Nullable Object task) {
    try {
      boolean isCarried = task != null && TaskType.of(task.getClass()).isCarried();
      return isCarried ? Origin.ofRun() : Origin.NONE;
    } catch (Throwable t) {
      Hooks.failed();
      return Origin.NONE;
    }
  }

  // ---- pools of threads

  /** A pool takes a task. */
  public static void submitted(@Nullable Runnable task) {
    try {
      TestRun run = TestRuns.ofThread();
      if (run != null && task != null && TaskType.of(task.getClass()).isCarried()) {
        PendingRuns.add(task, run);
      }
    } catch (Throwable t) {
      Hooks.failed();
    }
  }

  /** A pool will not run a task that it has taken, or not by a thread of its own. */
  public static void rejected(@Nullable Runnable task) {
    try {
      if (task != null) {
        PendingRuns.forgetLast(task);
      }
    } catch (Throwable t) {
      Hooks.failed();
    }
  }

  /**
   * A task was to be taken out of a pool's queue.
   *
   * @param found whether it was there
   */
  public static void removed(boolean found, @Nullable Runnable task) {
    try {
      if (found && task != null) {
        PendingRuns.take(task);
      }
    } catch (Throwable t) {
      Hooks.failed();
    }
  }

  /** A pool's thread begins a task. */
  public static void begin(Runnable task) {
    try {
      TestRuns.enter(PendingRuns.take(task));
    } catch (Throwable t) {
      Hooks.failed();
    }
  }

  /** A pool's thread has ended a task, unless that threw, which ends the thread. */
  public static void end() {
    try {
      TestRuns.enter(null);
    } catch (Throwable t) {
      Hooks.failed();
    }
  }
}
