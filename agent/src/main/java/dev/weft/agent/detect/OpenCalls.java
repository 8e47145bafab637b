package dev.weft.agent.detect;

import dev.weft.detect.Context;
import dev.weft.detect.Contexts;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Waits for blocking calls of other threads to return, so that they are recorded. */
final class OpenCalls {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Those that were waited for in vain, so that each costs that time once. */
  private final Set<Call> hanging = ConcurrentHashMap.newKeySet();

  /** The call of that number of one thread. */
  private record Call(Context context, long number) {
    boolean isOpen() {
      return context.openCall() == number;
    }
  }

  /** Waits for the calls that are open now, for a bounded time. */
  void await() {
    Set<Call> open = new HashSet<>();
    for (Context context : Contexts.all()) {
      Call call = new Call(context, context.openCall());
      if (call.number() != 0 && !hanging.contains(call)) {
        open.add(call);
      }
    }
    long begun = System.nanoTime();
    try {
      while (!open.isEmpty() && System.nanoTime() - begun < LONGEST_NANOS) {
        TimeUnit.MILLISECONDS.sleep(1);
        open.removeIf(call -> !call.isOpen());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hanging.removeIf(call -> !call.isOpen());
    hanging.addAll(open);
  }
}
