package dev.weft.agent.detect;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is used of the JDK's inside for JFR, which {@code JdkFactsTest} holds; without it the layer
 * works less well, and says so:
 *
 * <pre>
 * jdk.jfr.internal.Options.getStackDepth(), setStackDepth(Integer)  frames of an event's stack
 * jdk.jfr.internal.MetadataRepository.getInstance().flush()         writes what threads have
 * jdk.jfr.internal.[util.]Utils.notifyFlush()                       and tells streams of it
 * java.lang.ApplicationShutdownHooks.hooks                          keys: what runs at the exit
 * "JFR Shutdown Hook"                                               JFR's own thread among these
 * java.lang.VirtualThread$VThreadContinuation                       loaded with the first virtual thread
 * </pre>
 */
final class JfrInternals {
  /** What a virtual thread has, and no other: the JVM can have none before this class is loaded. */
  static final String VIRTUAL = "java/lang/VirtualThread$VThreadContinuation";

  private static final String INTERNAL = "jdk.jfr.internal";
  private static final String INTERNAL_UTIL = "jdk.jfr.internal.util";
  private static final String HOOKS = "java.lang.ApplicationShutdownHooks";
  private static final String UNORDERED =
      "JFR may stop at the exit before its last events were seen";
  private static final String HOOK_NAME = "JFR Shutdown Hook";

  /** Of events, unless the user has said otherwise. */
  private static final int USUAL_DEPTH = 64;

  private static final int DEPTH = 512;

  private JfrInternals() {}

  /** Makes what is used accessible; the module is there. */
  static void open(Instrumentation instrumentation) {
    Set<Module> own = Set.of(JfrInternals.class.getModule());
    Module jfr = ModuleLayer.boot().findModule("jdk.jfr").orElseThrow(NoClassDefFoundError::new);
    Map<String, Set<Module>> exports = new HashMap<>();
    for (String name : List.of(INTERNAL, INTERNAL_UTIL)) {
      if (jfr.getPackages().contains(name)) {
        exports.put(name, own);
      }
    }
    instrumentation.redefineModule(jfr, Set.of(), exports, Map.of(), Set.of(), Map.of());
  }

  /**
   * Has what has happened so far handed in soon, whatever threads have it. Without it that takes a
   * second.
   */
  static void flush() {
    try {
      Class<?> repository = Class.forName(INTERNAL + ".MetadataRepository");
      Object instance = repository.getMethod("getInstance").invoke(null);
      repository.getMethod("flush").invoke(instance);
      utils().getMethod("notifyFlush").invoke(null);
    } catch (ReflectiveOperationException | RuntimeException e) {
      Problems.add("JFR's events come late: " + e);
    }
  }

  private static Class<?> utils() throws ClassNotFoundException {
    try {
      return Class.forName(INTERNAL_UTIL + ".Utils");
    } catch (ClassNotFoundException e) {
      return Class.forName(INTERNAL + ".Utils");
    }
  }

  /**
   * Has events keep the whole of deep stacks, outside which there may be the frame that began the
   * turn. To be called before the recorder is there.
   */
  static void deepenStacks() {
    try {
      Class<?> options = Class.forName(INTERNAL + ".Options");
      Object depth = options.getMethod("getStackDepth").invoke(null);
      if (depth.equals(USUAL_DEPTH)) {
        options.getMethod("setStackDepth", Integer.class).invoke(null, DEPTH);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      Problems.add("JFR's stacks stay short: " + e);
    }
  }

  /**
   * Has {@code task} run at the exit before JFR stops and deletes what it has not handed in: its
   * shutdown hook, one of many that run at the same time, is replaced by one that does both.
   */
  static void beforeStop(Runnable task) {
    List<?> hooks = hooks();
    Thread hook = hooks == null ? null : named(hooks);
    if (hook == null) {
      return;
    }
    Runtime runtime = Runtime.getRuntime();
    Thread both = new Thread(() -> runBoth(task, hook), HOOK_NAME);
    both.setUncaughtExceptionHandler(hook.getUncaughtExceptionHandler());
    try {
      if (runtime.removeShutdownHook(hook)) {
        runtime.addShutdownHook(both);
      }
    } catch (IllegalStateException e) {
      // the JVM is exiting already
    }
  }

  private static void runBoth(Runnable task, Thread hook) {
    try {
      task.run();
    } finally {
      hook.start();
      join(hook);
    }
  }

  private static void join(Thread hook) {
    try {
      hook.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Those that run at the exit; null if the JVM is exiting. */
  private static @Nullable List<?> hooks() {
    try {
      Class<?> type = Class.forName(HOOKS);
      Field field = type.getDeclaredField("hooks");
      field.setAccessible(true);
      synchronized (type) { // as all of its methods are
        return field.get(null) instanceof Map<?, ?> hooks ? List.copyOf(hooks.keySet()) : null;
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      Problems.add(UNORDERED + ": " + e);
      return null;
    }
  }

  private static @Nullable Thread named(List<?> threads) {
    for (Object thread : threads) {
      if (thread instanceof Thread hook && hook.getName().equals(HOOK_NAME)) {
        return hook;
      }
    }
    Problems.add(UNORDERED + ": it has no shutdown hook");
    return null;
  }
}
