package dev.weft.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The agent's entry. It names no type of the runtime: those are defined in the boot loader first,
 * and {@link Installation} goes on from there.
 */
public final class AgentMain {
  private static boolean installed;

  private AgentMain() {}

  public static void premain(@Nullable String argument, Instrumentation instrumentation) {
    install(argument, instrumentation);
  }

  /** Late attach: shapes never change, so classes that are loaded already are retransformed. */
  public static void agentmain(@Nullable String argument, Instrumentation instrumentation) {
    install(argument, instrumentation);
  }

  private static synchronized void install(
      @Nullable String argument, Instrumentation instrumentation) {
    if (installed) {
      Log.line("the agent is installed already; its options stay as they are");
      return;
    }
    if (Runtime.version().feature() < 17) {
      Log.line(
          "Java " + Runtime.version() + " is too old: Weft needs 17 or later; nothing is woven");
      return;
    }
    Options options = Options.parse(argument);
    options.problems().forEach(Log::line);
    try {
      BootClasses classes = BootClasses.load();
      classes.defineEngine(instrumentation);
      Installation.complete(options, classes, instrumentation);
      installed = true;
    } catch (Throwable t) {
      Log.line("the agent could not be installed, and nothing is woven: " + t);
      t.printStackTrace();
    }
  }
}
