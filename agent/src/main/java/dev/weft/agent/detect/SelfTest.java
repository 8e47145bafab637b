package dev.weft.agent.detect;

import dev.weft.detect.Hooks;
import java.io.IOException;
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
final class SelfTest implements Runnable {
  private static final int MOST_HOOKS = 256;
  private static final long LONGEST_SECONDS = 30;

  private final JdkTransformer jdk;

  /** Those put into the application's classes. */
  private final List<Hook> sites;

  /** Those to be met; empty before the end. */
  private volatile Map<Integer, Hook> hooks = Map.of();

  private final boolean[] marks = new boolean[MOST_HOOKS];
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param jdk has been installed
   * @param sites hooks that are put where the application calls
   */
  SelfTest(JdkTransformer jdk, List<Hook> sites) {
    this.jdk = jdk;
    this.sites = sites;
  }

  void start() {
    Thread thread = new Thread(this, "weft-detect-self-test");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      exercise();
    } catch (Throwable t) {
      Problems.add("the self-test ended early: " + t);
    } finally {
      ended.countDown();
    }
  }

  private void exercise() throws IOException {
    try (Exercises exercises = new Exercises()) {
      Hooks.probe(marks);
      exercises.all();
    } finally {
      jdk.complete();
      Set<Integer> found = jdk.found();
      for (Hook site : sites) {
        found.add(site.id());
      }
      hooks = exercised(found);
    }
  }

  private static Map<Integer, Hook> exercised(Set<Integer> found) {
    Map<Integer, Hook> hooks = new HashMap<>();
    for (Hook hook : JdkHooks.rows()) {
      if (hook.isExercised() && (hook.isRequired() || found.contains(hook.id()))) {
        hooks.putIfAbsent(hook.id(), hook);
      }
    }
    return hooks;
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
    for (Hook hook : hooks.values()) {
      if (!marks[hook.id()]) {
        silent.add(hook);
      }
    }
    return silent;
  }
}
