package dev.weft.bridge;

import java.lang.invoke.MethodHandle;
import java.util.List;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls instead of {@link MethodHandle#invokeWithArguments}, which means the same
 * as an {@code invoke} of as many objects: so it suspends where that does.
 */
public final class HandleCalls {
  private HandleCalls() {}

  /** {@link MethodHandle#invokeWithArguments(Object...)}. */
  @Hidden
  public static @Nullable Object invokeWithArguments(
      MethodHandle handle, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (arguments == null || handle.isVarargsCollector()) {
      return handle.invokeWithArguments(arguments);
    }
    @Nullable Object[] a = arguments;
    return switch (a.length) {
      case 0 -> (Object) handle.invoke();
      case 1 -> (Object) handle.invoke(a[0]);
      case 2 -> (Object) handle.invoke(a[0], a[1]);
      case 3 -> (Object) handle.invoke(a[0], a[1], a[2]);
      case 4 -> (Object) handle.invoke(a[0], a[1], a[2], a[3]);
      case 5 -> (Object) handle.invoke(a[0], a[1], a[2], a[3], a[4]);
      case 6 -> (Object) handle.invoke(a[0], a[1], a[2], a[3], a[4], a[5]);
      default -> handle.invokeWithArguments(a);
    };
  }

  /** {@link MethodHandle#invokeWithArguments(List)}. */
  @Hidden
  public static @Nullable Object invokeWithArguments(MethodHandle handle, List<?> arguments)
      throws Throwable {
    return invokeWithArguments(handle, arguments.toArray());
  }
}
