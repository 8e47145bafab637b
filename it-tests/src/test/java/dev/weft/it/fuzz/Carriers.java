package dev.weft.it.fuzz;

import dev.weft.Continuation;
import dev.weft.it.fuzz.gen.Rng;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that run a continuation: the calling one, or by turns that and another. */
final class Carriers {
  /**
   * Changing threads is slow; programs that suspend more often stay on the calling thread from here
   * on.
   */
  private static final int MAX_CHANGES = 12;

  static final long STACK_BYTES = 256L << 20;

  static final Carriers ONE = new Carriers(null);

  private static final ExecutorService OTHER =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(null, task, "fuzz-other", STACK_BYTES);
            thread.setDaemon(true);
            return thread;
          });

  private final Rng random;
  private int changes;

  private Carriers(Rng random) {
    this.random = random;
  }

  static Carriers two(Rng random) {
    return new Carriers(random);
  }

  void run(Continuation continuation) throws Throwable {
    if (random == null || changes >= MAX_CHANGES || random.percent(50)) {
      continuation.run();
      return;
    }
    changes++;
    try {
      OTHER.submit(continuation::run).get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }
}
