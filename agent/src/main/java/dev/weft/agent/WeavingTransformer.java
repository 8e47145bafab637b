package dev.weft.agent;

import dev.weft.Weaving;
import dev.weft.agent.weave.ClassRules;
import dev.weft.agent.weave.Weaver;
import dev.weft.core.Registry;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** Keeps the class files of classes as the JVM loads them, and changes nothing. Never throws. */
final class WeavingTransformer implements ClassFileTransformer {
  private final ClassRules rules;
  private final Weaver weaver;

  WeavingTransformer(ClassRules rules, Weaver weaver) {
    this.rules = rules;
    this.weaver = weaver;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (name == null || !isWeavable(loader, name)) {
      return null;
    }
    try {
      load(loader, name, redefined, classFile);
    } catch (Throwable t) {
      leaveAlone(name, t);
    }
    return null;
  }

  /** Whether a class may have a copy. */
  boolean isWeavable(@Nullable ClassLoader loader, String name) {
    return loader != null
        && loader != ClassLoader.getPlatformClassLoader()
        && !ClassRules.speaksProtocol(name)
        && rules.isWoven(name);
  }

  /** The class file that {@link #capture} waits for. */
  private static final class Capture {
    final String name;
    byte @Nullable [] classFile;

    Capture(String name) {
      this.name = name;
    }
  }

  private static final ThreadLocal<@Nullable Capture> CAPTURE = new ThreadLocal<>();

  /**
   * The class file of {@code type} as it reaches this transformer.
   *
   * @param retransformation retransforms the class
   */
  byte @Nullable [] capture(Class<?> type, Runnable retransformation) {
    Capture wanted = new Capture(type.getName().replace('.', '/'));
    CAPTURE.set(wanted);
    try {
      retransformation.run();
      return wanted.classFile;
    } finally {
      CAPTURE.remove();
    }
  }

  private void load(
      @Nullable ClassLoader loader, String name, @Nullable Class<?> redefined, byte[] classFile) {
    Capture wanted = CAPTURE.get();
    if (wanted != null && wanted.name.equals(name)) {
      wanted.classFile = classFile;
    } else if (redefined != null) {
      Registry.redefining(redefined);
    } else {
      weaver.load(loader, name, classFile);
    }
  }

  private static void leaveAlone(String name, Throwable cause) {
    try {
      String reason =
          cause instanceof IllegalArgumentException && cause.getMessage() != null
              ? cause.getMessage()
              : cause.toString();
      Log.leftAlone(new Weaving.LeftAlone(name.replace('/', '.'), "", reason));
    } catch (Throwable nested) {
      // out of memory or stack: the class is as it was, which is all that matters now
    }
  }
}
