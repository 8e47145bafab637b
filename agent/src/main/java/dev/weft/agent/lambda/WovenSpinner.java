package dev.weft.agent.lambda;

import dev.weft.core.Lambda;
import dev.weft.core.Spinner;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Spins classes that are woven as they are written; what it cannot write is recorded and left to
 * the JDK.
 */
public final class WovenSpinner implements Spinner {
  private final BiConsumer<Class<?>, Throwable> failures;

  /**
   * @param failures is told, for each class that could not be written or defined, in whose name it
   *     was to be, and why not
   */
  public WovenSpinner(BiConsumer<Class<?>, Throwable> failures) {
    this.failures = failures;
  }

  @Override
  public @Nullable Spun spin(Lambda lambda, long[] offsets) {
    try {
      return LambdaCopy.write(lambda, offsets);
    } catch (RuntimeException | LinkageError e) {
      failed(lambda.caller(), e);
      return null;
    }
  }

  @Override
  public @Nullable Spun spin(Class<?> type, Method method, Class<?> host) {
    try {
      return ReflectiveClass.write(type, method, host);
    } catch (RuntimeException | LinkageError e) {
      failed(host, e);
      return null;
    }
  }

  @Override
  public @Nullable Spun spin(
      Class<?> host, int kind, String name, MethodType method, Class<?> result) {
    try {
      return HandleCopy.write(host, kind, name, method, result);
    } catch (RuntimeException | LinkageError e) {
      failed(host, e);
      return null;
    }
  }

  @Override
  public @Nullable Spun spin(
      Class<?> host,
      int kind,
      Class<?> owner,
      String name,
      String descriptor,
      String wovenDescriptor) {
    try {
      return PlainCallClass.write(host, kind, owner, name, descriptor, wovenDescriptor);
    } catch (RuntimeException | LinkageError e) {
      failed(host, e);
      return null;
    }
  }

  @Override
  public void failed(Class<?> host, Throwable cause) {
    failures.accept(host, cause);
  }
}
