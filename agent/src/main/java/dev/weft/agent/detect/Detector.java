package dev.weft.agent.detect;

import dev.weft.agent.rules.ClassFileNames;
import dev.weft.agent.rules.Names;
import dev.weft.detect.Blocking;
import dev.weft.detect.Contexts;
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

  private static volatile @Nullable Detector installed;

  private final Settings settings;
  private final Instrumentation instrumentation;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch hooked = new CountDownLatch(1);
  private final JdkTransformer jdk = new JdkTransformer();
  private final ExecutorTransformer executors = new ExecutorTransformer();
  private final List<Hook> sites = JdkHooks.sites();
  private final ClassFiles classFiles;
  private final Sightings sightings;
  private final Contentions contentions;
  private final JfrLayer jfr;
  private volatile @Nullable SelfTest selfTest;

  private Detector(Settings settings, Instrumentation instrumentation) {
    this.settings = settings;
    this.instrumentation = instrumentation;
    this.classFiles = new ClassFiles(instrumentation);
    this.sightings = new Sightings(settings.turnNanos());
    this.contentions = new Contentions(sightings, new SourceFiles(classFiles));
    this.jfr = new JfrLayer(instrumentation, contentions, settings.log());
  }

  /** Begins to detect. The boot part must have been defined. */
  public static void install(Settings settings, Instrumentation instrumentation) {
    Detector detector = new Detector(settings, instrumentation);
    installed = detector;
    Hooks.prepare();
    if (settings.throwsErrors()) {
      Hooks.throwErrors();
    }
    instrumentation.addTransformer(
        new ApplicationTransformer(
            detector.sites, settings, detector::sawTurn, detector.jfr::begin),
        true);
    if (settings.isEager()) {
      detector.hook();
    }
    if (settings.isLate()) {
      detector.watchLoadedLoops();
    }
    LiveReport live = new LiveReport(detector, settings);
    Blocking.reportBy(live);
    AtExit.run(() -> new ExitReport(detector, live, settings).write());
    TestLink.install(detector, settings);
  }

  /** The first class loads that runs what must not block. */
  private void sawTurn() {
    jfr.begin();
    hookLater();
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
      Watchdog.start(settings.turnNanos(), sightings);
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

  /**
   * Begins to watch what fibers hold, if blocking calls are detected: not to be called while a
   * class is being transformed. The engine must have been defined.
   */
  public static void watchFibers() {
    Detector detector = installed;
    if (detector != null) {
      HeldWatch.begin(detector.instrumentation, detector.classFiles);
    }
  }

  private void watchLoadedLoops() {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      String name = type.getName().replace('.', '/');
      if (name.equals(JfrInternals.VIRTUAL)) {
        jfr.begin();
      }
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

  /** Hands in what is still on its way. */
  void settle() {
    jfr.settle();
  }

  // ---- what the report says of it

  /** Makes findings of what has not ended; at the exit. */
  void close() {
    sightings.close();
  }

  /** About the layers beside the hooks. */
  List<String> layers() {
    return jfr.lines();
  }

  /** Turns that were watched, and virtual threads that had no carrier but their own. */
  long contexts() {
    return Contexts.turns() + contentions.pins();
  }

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
