package dev.weft;

/**
 * Where fibers run: one event loop, on which at most one of its fibers runs at a time. A fiber
 * stays with its scheduler. The default one comes from a {@link FiberSchedulerProvider}.
 */
public interface FiberScheduler {
  /** A pending {@link #schedule}. */
  interface Timer {
    /** Any thread. After it has fired: no effect. */
    void cancel();
  }

  /** One wait of a carrier for a fiber that it cannot unmount. */
  interface InPlace {
    /**
     * Returns when {@link #release} was called, or perhaps, when its time has passed. Meanwhile the
     * scheduler goes on serving its other fibers, timers and sockets, of which any may be the one
     * that releases. The thread's interruption does not end it.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the scheduler is shut down
     *     meanwhile
     */
    void await();

    /** Any thread, once. */
    void release();
  }

  /**
   * Runs {@code task} once, soon, never inside this call; any thread may call it. Tasks run in the
   * order in which one thread gave them.
   *
   * @throws java.util.concurrent.RejectedExecutionException if the scheduler has been shut down
   */
  void execute(Runnable task);

  /** Runs {@code task}, as {@link #execute} does, after {@code delayNanos} (at least 0). */
  Timer schedule(Runnable task, long delayNanos);

  /**
   * A new wait, for the calling thread, which runs a fiber of this scheduler.
   *
   * @param nanos how long it is of use; Long.MAX_VALUE for ever
   */
  InPlace inPlace(long nanos);

  /**
   * Lets tasks that wait run while the calling thread, which runs a fiber of this scheduler, cannot
   * unmount it.
   */
  void yieldInPlace();

  /** Whether the calling thread is the one that runs this scheduler's tasks now. */
  boolean isCurrent();
}
