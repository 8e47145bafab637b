package dev.weft.agent.jdk;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Installs the rewrites of JDK classes. The core must be on the boot loader's path by then. */
public final class JdkRewrites {
  /** What each class (by internal name) is passed through. */
  private static final Map<String, UnaryOperator<byte[]>> BY_CLASS =
      Map.of(
          JdkMembers.THROWABLE, ThrowableRewrite::rewrite,
          JdkMembers.NULL_POINTER, NullPointerRewrite::rewrite,
          JdkMembers.LINKER, LinkerRewrite::rewrite,
          JdkMembers.TRAVERSER, StackWalkerRewrite::rewriteTraverser,
          JdkMembers.WALKER, StackWalkerRewrite::rewriteWalker);

  private JdkRewrites() {}

  /**
   * Rewrites the classes. What could be installed stays, whatever else fails.
   *
   * @throws IllegalStateException with a message for the user if this JDK is not as a rewrite needs
   *     it
   */
  public static void install(Instrumentation instrumentation) {
    prepareCore();
    Transformer transformer = new Transformer();
    instrumentation.addTransformer(transformer, true);
    for (String name : BY_CLASS.keySet()) {
      try {
        instrumentation.retransformClasses(Class.forName(name.replace('/', '.'), false, null));
      } catch (UnmodifiableClassException | ClassNotFoundException | LinkageError e) {
        transformer.failures.putIfAbsent(name, e);
      }
    }
    transformer.failures.forEach(
        (name, failure) -> {
          throw new IllegalStateException(
              "stack traces will lack the callers of suspended code: " + failure.getMessage(),
              failure);
        });
  }

  /** Runs the initialisers before code of java.lang calls it. */
  private static void prepareCore() {
    try {
      Class.forName(ThrowableRewrite.TRACE.replace('/', '.'), true, null)
          .getMethod("prepare")
          .invoke(null);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException(
          "stack traces will lack the callers of suspended code: " + e, e);
    }
  }

  private static final class Transformer implements ClassFileTransformer {
    /** By class: the JVM drops what a transformer throws. */
    final Map<String, Throwable> failures = new ConcurrentHashMap<>();

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      UnaryOperator<byte[]> rewrite = loader == null && name != null ? BY_CLASS.get(name) : null;
      if (rewrite == null) {
        return null;
      }
      try {
        return rewrite.apply(classFile);
      } catch (RuntimeException | LinkageError e) {
        failures.put(name, e);
        return null;
      }
    }
  }
}
