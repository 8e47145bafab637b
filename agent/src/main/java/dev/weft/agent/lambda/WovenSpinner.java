package dev.weft.agent.lambda;

import dev.weft.core.Announcement;
import dev.weft.core.LambdaShape;
import dev.weft.core.LambdaSpinner;
import java.lang.reflect.Method;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Spins classes that are woven as they are written; what it cannot write is recorded and left to
 * the JDK.
 */
public final class WovenSpinner implements LambdaSpinner {
  private final BiConsumer<Class<?>, Throwable> failures;

  /**
   * @param failures is told, for each class that could not be written or defined, in whose name it
   *     was to be, and why not
   */
  public WovenSpinner(BiConsumer<Class<?>, Throwable> failures) {
    this.failures = failures;
  }

  @Override
  public @Nullable Spun spin(LambdaShape shape) {
    try {
      return LambdaClass.write(shape);
    } catch (RuntimeException | LinkageError e) {
      failed(shape.caller(), e);
      return null;
    }
  }

  @Override
  public @Nullable Spun spin(
      Class<?> type, Method method, Class<?> host, Announcement announcement) {
    try {
      return ReflectiveClass.write(type, method, host, announcement);
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
