package dev.weft.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * What {@code AgentMain} does on a JVM that is new enough. It names no type of the runtime: those
 * are defined in the boot loader first, and {@link Installation} goes on from there.
 */
public final class Startup {
  private static boolean installed;

  private Startup() {}

  /**
   * Installs the agent, once. Never throws: what goes wrong is told in a line, and the application
   * starts without Weft.
   */
  public static synchronized void install(
      @Nullable String argument, Instrumentation instrumentation) {
    if (installed) {
      Log.line("the agent is installed already; its options stay as they are");
      return;
    }
    Options options = Options.parse(argument);
    options.problems().forEach(Log::line);
    try {
      BootClasses classes = BootClasses.load();
      classes.defineEngine(instrumentation);
      Installation.complete(options, classes, instrumentation);
      installed = true;
    } catch (IncompleteException e) {
      Log.line("the agent could not be installed, and nothing is woven: " + e.getMessage());
    } catch (Throwable t) {
      Log.line("the agent could not be installed, and nothing is woven: " + t);
      t.printStackTrace();
    }
  }
}
