package dev.weft.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/**
 * The JDK's internal continuation (from 21), which JDK 17 cannot compile against. Its methods are
 * called through constant method handles: the JIT inlines them, so that nothing of this class is
 * left in what is measured. Needs {@code --add-exports=java.base/jdk.internal.vm=ALL-UNNAMED}.
 */
final class JdkContinuation {
  private static final Lookup LOOKUP = MethodHandles.lookup();
  private static final Class<?> SCOPE = type("ContinuationScope");
  private static final Class<?> CONTINUATION = type("Continuation");

  private static final MethodHandle NEW_SCOPE =
      erased(
          () -> LOOKUP.findConstructor(SCOPE, MethodType.methodType(void.class, String.class)),
          Object.class,
          String.class);
  private static final MethodHandle NEW =
      erased(
          () ->
              LOOKUP.findConstructor(
                  CONTINUATION, MethodType.methodType(void.class, SCOPE, Runnable.class)),
          Object.class,
          Object.class,
          Runnable.class);
  private static final MethodHandle RUN =
      erased(
          () -> LOOKUP.findVirtual(CONTINUATION, "run", MethodType.methodType(void.class)),
          void.class,
          Object.class);
  private static final MethodHandle YIELD =
      erased(
          () ->
              LOOKUP.findStatic(CONTINUATION, "yield", MethodType.methodType(boolean.class, SCOPE)),
          boolean.class,
          Object.class);

  private interface Search {
    MethodHandle find() throws ReflectiveOperationException;
  }

  private JdkContinuation() {}

  static Object newScope(String name) {
    try {
      return (Object) NEW_SCOPE.invokeExact(name);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  static Object create(Object scope, Runnable target) {
    try {
      return (Object) NEW.invokeExact(scope, target);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  static void run(Object continuation) {
    try {
      RUN.invokeExact(continuation);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /** Suspends the innermost continuation of {@code scope}. */
  static boolean yield(Object scope) {
    try {
      return (boolean) YIELD.invokeExact(scope);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName("jdk.internal.vm." + name);
    } catch (ClassNotFoundException e) {
      throw failed(e);
    }
  }

  private static MethodHandle erased(Search search, Class<?> result, Class<?>... parameters) {
    try {
      return search.find().asType(MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(Throwable t) {
    return new IllegalStateException("the JDK's continuation failed", t);
  }
}
