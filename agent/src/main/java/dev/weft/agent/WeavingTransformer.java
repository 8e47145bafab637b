package dev.weft.agent;

import dev.weft.Weaving;
import dev.weft.agent.weave.ClassRules;
import dev.weft.agent.weave.Weaver;
import dev.weft.agent.weave.WovenClass;
import dev.weft.core.ClassInfo;
import dev.weft.core.Hooks;
import dev.weft.core.Registry;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Weaves classes as the JVM loads or retransforms them. Never throws: what goes wrong leaves the
 * class as it was.
 */
final class WeavingTransformer implements ClassFileTransformer {
  private final ClassRules rules;
  private final Weaver weaver;
  private final Inspection inspection;

  WeavingTransformer(ClassRules rules, Weaver weaver, Inspection inspection) {
    this.rules = rules;
    this.weaver = weaver;
    this.inspection = inspection;
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
    Object shelf = Hooks.shelve(); // the class may be needed by a call that has been announced
    try {
      return weave(loader, name, classFile);
    } catch (Throwable t) {
      leaveAlone(name, t);
      return null;
    } finally {
      Hooks.unshelve(shelf);
    }
  }

  /** Whether a class may be changed at all. */
  boolean isWeavable(@Nullable ClassLoader loader, String name) {
    if (loader == null
        || loader == ClassLoader.getPlatformClassLoader()
        || ClassRules.speaksProtocol(name)) {
      return false;
    }
    return rules.kindOf(name).isTouched();
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

  private byte @Nullable [] weave(@Nullable ClassLoader loader, String name, byte[] classFile) {
    Capture wanted = CAPTURE.get();
    if (wanted != null && wanted.name.equals(name)) {
      wanted.classFile = classFile;
    }
    WovenClass woven = weaver.weave(classFile, loader);
    String className = name.replace('/', '.');
    woven
        .leftAlone()
        .forEach(
            (method, reason) -> Log.leftAlone(new Weaving.LeftAlone(className, method, reason)));
    if (woven.classFile() == null) {
      return null;
    }
    if (!inspection.accepts(loader, name, woven.classFile())) {
      return null;
    }
    ClassInfo info = woven.info();
    if (info != null) {
      Registry.register(loader, className, info);
    }
    if (woven.methods() > 0) {
      Weaving.recordWoven(woven.methods());
    }
    return woven.classFile();
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
