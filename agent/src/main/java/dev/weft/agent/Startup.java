package dev.weft.agent;

import dev.weft.agent.jdk.JdkRewrites;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * What {@code AgentMain} does on a JVM that is new enough. It names no type of the runtime: those
 * are defined in the boot loader first, and {@link Installation} goes on from there.
 *
 * <p>Weaving a class costs more than loading it, and most JVMs that an agent is put into never make
 * a continuation. So at start only a {@link Sentinel} is set, which looks for the first class that
 * mentions Weft: the engine is installed then, and classes that were loaded before are
 * retransformed when the first continuation is made. Who says what to weave ({@code weave=}), or
 * attaches late, has it all at once.
 */
public final class Startup {
  private static final String NOT_INSTALLED =
      "the agent could not be installed, and nothing is woven: ";

  private static boolean installed;

  private Startup() {}

  /**
   * Installs the agent before the application's main, once. Never throws: what goes wrong is told
   * in a line, and the application starts without Weft.
   */
  public static void install(@Nullable String argument, Instrumentation instrumentation) {
    begin(argument, instrumentation, false);
  }

  /** Installs the agent in an application that runs. */
  public static void attach(@Nullable String argument, Instrumentation instrumentation) {
    begin(argument, instrumentation, true);
  }

  private static synchronized void begin(
      @Nullable String argument, Instrumentation instrumentation, boolean late) {
    if (installed) {
      Log.line("the agent is installed already; its options stay as they are");
      return;
    }
    installed = true;
    Options options = Options.parse(argument);
    for (String problem : options.problems()) {
      Log.line(problem);
    }
    if (!options.detect().equals("off")) {
      detect(options, instrumentation, late);
    }
    recordLambdas(instrumentation);
    if (late || !options.weave().isEmpty()) {
      Installation installation = engine(options, instrumentation);
      if (installation != null) {
        installation.finish();
      }
    } else {
      watch(options, instrumentation);
    }
  }

  private static void detect(Options options, Instrumentation instrumentation, boolean late) {
    try {
      BootClasses.defineDetection(instrumentation);
      Detection.install(options, instrumentation, late);
    } catch (IncompleteException e) {
      // told when the engine is to be installed
    } catch (Throwable t) {
      Log.line("blocking calls are not detected: " + t);
    }
  }

  private static void recordLambdas(Instrumentation instrumentation) {
    try {
      BootClasses.defineLambdas(instrumentation);
      JdkRewrites.ofLambdas().install(instrumentation);
    } catch (IncompleteException e) {
      // told when the engine is to be installed
    } catch (IllegalStateException e) {
      Log.line(String.valueOf(e.getMessage()));
    } catch (Throwable t) {
      Log.line("nothing suspends in lambdas: " + t);
    }
  }

  private static void watch(Options options, Instrumentation instrumentation) {
    try {
      BootClasses.requireComplete();
      instrumentation.addTransformer(new Sentinel(options, instrumentation), true);
    } catch (IncompleteException | IOException e) {
      Log.line(NOT_INSTALLED + e.getMessage());
    }
  }

  /** Makes the engine ready to weave; null if that fails. */
  static @Nullable Installation engine(Options options, Instrumentation instrumentation) {
    try {
      BootClasses classes = BootClasses.load();
      classes.defineEngine(instrumentation);
      return Installation.begin(options, classes, instrumentation);
    } catch (IncompleteException e) {
      Log.line(NOT_INSTALLED + e.getMessage());
    } catch (Throwable t) {
      Log.line(NOT_INSTALLED + t);
      t.printStackTrace();
    }
    return null;
  }
}
