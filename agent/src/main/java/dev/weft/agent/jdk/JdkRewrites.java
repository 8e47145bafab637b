package dev.weft.agent.jdk;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Installs rewrites of JDK classes that belong together. The part of the core that they call must
 * be on the boot loader's path by then.
 */
public final class JdkRewrites extends JdkClassTransformer {
  private final String core;
  private final String loss;
  private final Map<String, UnaryOperator<byte[]>> byClass;

  /** By class: the JVM drops what a transformer throws. */
  private final Map<String, Throwable> failures = new ConcurrentHashMap<>();

  /**
   * @param core the class of the core that they call; its method {@code prepare} runs the
   *     initialisers before code of java.lang does
   * @param loss what is missing without them
   * @param byClass what each class (by internal name) is passed through
   */
  private JdkRewrites(String core, String loss, Map<String, UnaryOperator<byte[]>> byClass) {
    this.core = core;
    this.loss = loss;
    this.byClass = byClass;
  }

  /** Those by which stack traces and dynamic calls are as they should be. */
  public static JdkRewrites ofEngine() {
    return new JdkRewrites(
        ThrowableRewrite.TRACE,
        "stack traces will lack the callers of suspended code: ",
        Map.of(
            JdkMembers.THROWABLE, ThrowableRewrite::rewrite,
            JdkMembers.NULL_POINTER, NullPointerRewrite::rewrite,
            JdkMembers.LINKER, LinkerRewrite::rewrite,
            JdkMembers.TRAVERSER, StackWalkerRewrite::rewriteTraverser,
            JdkMembers.WALKER, StackWalkerRewrite::rewriteWalker));
  }

  /** The one that tells of lambdas; a lambda that was linked before it is foreign for ever. */
  public static JdkRewrites ofLambdas() {
    return new JdkRewrites(
        LambdaRewrite.HOOK,
        "nothing suspends in lambdas: ",
        Map.of(JdkMembers.LAMBDA_FACTORY, LambdaRewrite::rewrite));
  }

  /**
   * Rewrites the classes. What could be installed stays, whatever else fails.
   *
   * @throws IllegalStateException with a message for the user if this JDK is not as a rewrite needs
   *     it
   */
  public void install(Instrumentation instrumentation) {
    prepareCore();
    instrumentation.addTransformer(this, true);
    for (String name : byClass.keySet()) {
      try {
        instrumentation.retransformClasses(Class.forName(name.replace('/', '.'), false, null));
      } catch (UnmodifiableClassException | ClassNotFoundException | LinkageError e) {
        failures.putIfAbsent(name, e);
      }
    }
    failures.forEach(
        (name, failure) -> {
          throw new IllegalStateException(loss + failure.getMessage(), failure);
        });
  }

  private void prepareCore() {
    try {
      Class.forName(core.replace('/', '.'), true, null).getMethod("prepare").invoke(null);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(loss + rootOf(e).getMessage(), e);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException(loss + e, e);
    }
  }

  private static Throwable rootOf(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e : rootOf(cause);
  }

  @Override
  protected boolean concerns(String name) {
    return byClass.containsKey(name);
  }

  @Override
  protected byte @Nullable [] rewrite(String name, byte[] classFile) {
    UnaryOperator<byte[]> rewrite = byClass.get(name);
    return rewrite == null ? null : rewrite.apply(classFile);
  }

  @Override
  protected void failed(String name, Throwable cause) {
    failures.put(name, cause);
  }
}
