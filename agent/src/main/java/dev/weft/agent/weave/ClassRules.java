package dev.weft.agent.weave;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides by name what is woven. Names are internal ones, with slashes, unless said otherwise. */
public final class ClassRules {
  /**
   * Left alone unless {@code weave=} names them: they run under fibers, not in them, or weave
   * classes themselves.
   */
  private static final Globs INFRASTRUCTURE =
      Globs.parse(
          "io.netty.*;org.slf4j.*;ch.qos.logback.*;org.apache.logging.*;org.jboss.logging.*;org.objectweb.asm.*;net.bytebuddy.*;"
              + "org.junit.*;org.opentest4j.*;org.apiguardian.*;org.apache.maven.*;org.openjdk.jmh.*;org.jacoco.*;"
              + "org.mockito.*;io.opentelemetry.javaagent.*;com.intellij.rt.*;org.gradle.*;worker.org.gradle.*");

  private static final Set<String> JDK_PACKAGES = jdkPackages();

  /** What a class is to the weaver. */
  public enum Kind {
    /** Its methods are woven. */
    WOVEN,
    /** Left alone: what was excluded, infrastructure, and Weft's own engine. */
    FOREIGN,
    /** Left alone too: of a module of the JDK. */
    JDK
  }

  /** A class that was asked for lately. */
  private record Known(String name, Kind kind) {}

  private static final int RECENT = 1 << 11;

  private final Globs weave;
  private final Globs exclude;

  /** By the name's hash. Threads may overwrite each other's entries. */
  private final @Nullable Known[] recent = new Known[RECENT];

  /**
   * @param weave what to weave; empty: every application class outside well-known infrastructure
   * @param exclude what to leave alone of that
   */
  public ClassRules(Globs weave, Globs exclude) {
    this.weave = weave;
    this.exclude = exclude;
  }

  public Kind kindOf(String internalName) {
    int hash = internalName.hashCode();
    int at = (hash ^ hash >>> 16) & (RECENT - 1);
    Known known = recent[at];
    if (known == null || !known.name.equals(internalName)) {
      known = new Known(internalName, lookUp(internalName));
      recent[at] = known;
    }
    return known.kind;
  }

  private Kind lookUp(String internalName) {
    if (isRuntime(internalName)) {
      return Kind.WOVEN;
    }
    if (internalName.startsWith("dev/weft/core/") || internalName.startsWith("dev/weft/agent/")) {
      return Kind.FOREIGN;
    }
    if (isJdk(internalName)) {
      return Kind.JDK;
    }
    String name = internalName.replace('/', '.');
    if (exclude.matches(name)) {
      return Kind.FOREIGN;
    }
    if (!weave.isEmpty()) {
      return weave.matches(name) ? Kind.WOVEN : Kind.FOREIGN;
    }
    return INFRASTRUCTURE.matches(name) ? Kind.FOREIGN : Kind.WOVEN;
  }

  public boolean isWoven(String internalName) {
    return kindOf(internalName) == Kind.WOVEN;
  }

  /**
   * The runtime's own classes that suspend: the API, what woven call sites are redirected to, the
   * adapters.
   */
  public static boolean isRuntime(String internalName) {
    if (!internalName.startsWith("dev/weft/")) {
      return false;
    }
    int slash = internalName.indexOf('/', 9);
    return slash < 0
        || internalName.startsWith("bridge/", 9)
        || internalName.startsWith("netty/", 9);
  }

  /** Whether the class takes part in the link protocol by its own code, and so is never woven. */
  public static boolean speaksProtocol(String internalName) {
    return internalName.equals("dev/weft/Continuation")
        || internalName.equals("dev/weft/Generator$Body");
  }

  /** Whether the class belongs to a module of the JDK; generated proxies do not count. */
  static boolean isJdk(String internalName) {
    if (internalName.startsWith("java/")) {
      return true;
    }
    int slash = internalName.lastIndexOf('/');
    return slash > 0 && JDK_PACKAGES.contains(internalName.substring(0, slash));
  }

  private static Set<String> jdkPackages() {
    Set<String> packages = new HashSet<>();
    for (Module module : ModuleLayer.boot().modules()) {
      ClassLoader loader = module.getClassLoader();
      if (loader == null || loader == ClassLoader.getPlatformClassLoader() || isJdkTool(module)) {
        for (String name : module.getPackages()) {
          packages.add(name.replace('.', '/'));
        }
      }
    }
    return packages;
  }

  private static boolean isJdkTool(Module module) {
    return module.getName().startsWith("jdk.") || module.getName().startsWith("java.");
  }
}
