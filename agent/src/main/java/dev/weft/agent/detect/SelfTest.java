package dev.weft.agent.detect;

import dev.weft.detect.Hooks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows that the hooks answer: a thread of its own does what each of them is for, and looks which
 * ones it met. Only this thread marks hooks, and nothing of it is recorded.
 */
final class SelfTest {
  private static final int MOST_HOOKS = 256;
  private static final long LONGEST_SECONDS = 30;

  private final Map<Integer, Hook> hooks = new HashMap<>();
  private final boolean[] marks = new boolean[MOST_HOOKS];
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param found numbers of the hooks that are in place
   */
  SelfTest(Set<Integer> found) {
    for (Hook hook : JdkHooks.rows()) {
      if (hook.isExercised() && (hook.isRequired() || found.contains(hook.id()))) {
        hooks.putIfAbsent(hook.id(), hook);
      }
    }
  }

  void start() {
    Thread thread = new Thread(this::run, "weft-detect-self-test");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (Exercises exercises = new Exercises()) {
      Hooks.probe(marks);
      exercises.all();
    } catch (Throwable t) {
      Problems.add("the self-test ended early: " + t);
    } finally {
      ended.countDown();
    }
  }

  /** Waits for its end, for a bounded time. */
  void await() {
    try {
      if (!ended.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        Problems.add("the self-test has not ended after " + LONGEST_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int total() {
    return hooks.size();
  }

  int live() {
    return total() - silent().size();
  }

  /** Whether all answered. */
  boolean isLive() {
    return total() > 0 && silent().isEmpty();
  }

  /** Hooks that this JDK has, or should have, and that were not met. */
  List<Hook> silent() {
    List<Hook> silent = new ArrayList<>();
    hooks.forEach(
        (id, hook) -> {
          if (!marks[id]) {
            silent.add(hook);
          }
        });
    return silent;
  }
}
