package dev.weft.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * The agent's entry. The build compiles this class and its loader for Java 8, so that a JVM that is too old for the others can
 * load it and say so, instead of not starting. It therefore names no other class of the agent.
 */
public final class AgentMain {
  private static final int OLDEST = 17;
  private static final String STARTUP = "dev.weft.agent.Startup";

  private static @Nullable ClassLoader loader;

  private AgentMain() {}

  public static void premain(@Nullable String argument, Instrumentation instrumentation) throws Exception {
    start("install", argument, instrumentation);
  }

  /** Late attach: shapes never change, so classes that are loaded already are retransformed. */
  public static void agentmain(@Nullable String argument, Instrumentation instrumentation) throws Exception {
    start("attach", argument, instrumentation);
  }

  private static void start(String how, @Nullable String argument, Instrumentation instrumentation) throws Exception {
    String version = System.getProperty("java.specification.version");
    if (isTooOld(version)) {
      System.err.println("[weft] Java " + version + " is too old: Weft needs 17 or later; nothing is woven");
      return;
    }
    try {
      Class.forName(STARTUP, true, loader())
          .getMethod(how, String.class, Instrumentation.class)
          .invoke(null, argument, instrumentation);
    } catch (InvocationTargetException e) {
      System.err.println("[weft] the agent could not be installed: " + e.getCause());
    }
  }

  private static synchronized ClassLoader loader() {
    ClassLoader known = loader;
    if (known == null) {
      known = AgentLoader.create();
      loader = known;
    }
    return known;
  }

  /**
   * @param version as java.specification.version has it: 1.8, 9, 11 ...
   */
  static boolean isTooOld(String version) {
    try {
      return Integer.parseInt(version) < OLDEST;
    } catch (NumberFormatException e) {
      return true; // 1.8 and before
    }
  }
}
