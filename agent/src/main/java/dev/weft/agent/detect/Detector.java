package dev.weft.agent.detect;

import dev.weft.agent.rules.ClassFileNames;
import dev.weft.agent.rules.Names;
import dev.weft.detect.Blocking;
import dev.weft.detect.Hooks;
import dev.weft.detect.spi.TestRuns;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The detector of one JVM. It begins in two steps, because most JVMs that an agent is put into have
 * no event loop:
 *
 * <ol>
 *   <li>At the start classes are looked at as they load.
 *   <li>When the first one loads that runs what must not block, the JDK's classes are hooked and
 *       the self-test, the watchdog and the layer of JFR begin. Where a report or a failure is
 *       asked for this is done at once, so that nothing is missed.
 * </ol>
 *
 * A class cannot be retransformed while another one is being transformed, so the second step has a
 * thread of its own.
 */
public final class Detector {
  private static final long LONGEST_START = TimeUnit.SECONDS.toNanos(10);

  private final Settings settings;
  private final Instrumentation instrumentation;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch hooked = new CountDownLatch(1);
  private final JdkTransformer jdk = new JdkTransformer();
  private final ExecutorTransformer executors = new ExecutorTransformer();
  private final List<Hook> sites = JdkHooks.sites();
  private volatile @Nullable SelfTest selfTest;

  private Detector(Settings settings, Instrumentation instrumentation) {
    this.settings = settings;
    this.instrumentation = instrumentation;
  }

  /** Begins to detect. The boot part must have been defined. */
  public static void install(Settings settings, Instrumentation instrumentation) {
    Detector detector = new Detector(settings, instrumentation);
    Hooks.prepare();
    if (settings.throwsErrors()) {
      Hooks.throwErrors();
    }
    instrumentation.addTransformer(
        new ApplicationTransformer(detector.sites, settings, detector::hookLater), true);
    if (settings.isEager()) {
      detector.hook();
    }
    if (settings.isLate()) {
      detector.watchLoadedLoops();
    }
    LiveReport live = new LiveReport(detector, settings);
    Blocking.reportBy(live);
    AtExit.run(() -> new ExitReport(live, settings).write());
    TestLink.install(detector, settings);
  }

  private void hookLater() {
    Thread thread = new Thread(this::hook, "weft-detect-start");
    thread.setDaemon(true);
    thread.start();
  }

  private void hook() {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    try {
      jdk.install(instrumentation);
      SelfTest test = new SelfTest(jdk, sites);
      selfTest = test;
      test.start();
      Watchdog.start(settings.turnNanos());
      if (TestRuns.haveRun()) {
        executors.install(instrumentation);
      }
    } catch (Throwable t) {
      Problems.add("detection could not begin: " + t);
      settings.log().accept("blocking calls are not detected: " + t);
    } finally {
      hooked.countDown();
    }
  }

  /** Has tasks carry the test whose code submits them, where there are loops to watch. */
  void carryTests() {
    if (begun.get()) {
      executors.install(instrumentation);
    }
  }

  private void watchLoadedLoops() {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      String name = type.getName().replace('.', '/');
      if ((Turns.concerns(name) || Submissions.concerns(name))
          && instrumentation.isModifiableClass(type)) {
        try {
          instrumentation.retransformClasses(type);
        } catch (UnmodifiableClassException | LinkageError | RuntimeException e) {
          Problems.add("class " + type.getName() + " is not watched: " + e);
        }
      }
    }
  }

  // ---- what the report says of it

  /** The classes that the program has. */
  Names names() {
    return ClassFileNames.ofLoaded(instrumentation.getAllLoadedClasses());
  }

  /** The self-test's result once it is there, or null if the hooks were never needed. */
  @Nullable SelfTest awaitSelfTest() {
    if (!begun.get()) {
      return null;
    }
    try {
      if (!hooked.await(LONGEST_START, TimeUnit.NANOSECONDS)) {
        return null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    SelfTest test = selfTest;
    if (test != null) {
      test.await();
    }
    return test;
  }
}
