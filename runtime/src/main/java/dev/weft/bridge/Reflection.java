package dev.weft.bridge;

import dev.weft.core.Hooks;
import dev.weft.core.MethodAccess;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for {@link Method#invoke} at woven call sites: the same but that a woven method can
 * suspend in it.
 */
public final class Reflection {
  private Reflection() {}

  /**
   * {@code method.invoke(receiver, arguments)} as code of {@code caller} would have it done.
   *
   * @throws IllegalAccessException as in Method.invoke, and so every other exception
   */
  @Hidden
  public static @Nullable Object invoke(
      Method method,
      @Nullable Object receiver,
      @Nullable Object @Nullable [] arguments,
      Class<?> caller)
      throws IllegalAccessException, InvocationTargetException {
    BridgedMethod bridged = Hooks.current() == null ? null : BridgedMethod.find(method, receiver);
    @Nullable Object @Nullable [] fitting =
        bridged == null ? null : bridged.fit(receiver, arguments);
    if (bridged == null || fitting == null || !MethodAccess.permits(caller, method, receiver)) {
      return MethodAccess.invoke(method, receiver, arguments, caller);
    }
    return call(bridged.target(), receiver, fitting);
  }

  @Hidden
  private static @Nullable Object call(
      ReflectiveTarget target, @Nullable Object receiver, @Nullable Object[] arguments)
      throws InvocationTargetException {
    try {
      return target.invoke(receiver, arguments);
    } catch (Throwable thrown) {
      throw new InvocationTargetException(thrown);
    }
  }
}
