package dev.weft.bridge;

import dev.weft.core.Hooks;
import dev.weft.core.MethodAccess;
import dev.weft.core.PlainCall;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Stands before {@link Method#invoke} at woven call sites, and makes those calls itself that can
 * suspend. All others, and all that are to be refused, stay with the JDK: it looks at the class
 * that calls it.
 *
 * <pre>
 * r = m.invoke(o, a);
 *
 * PlainCall p = Reflection.call(m, o, a, own class);      // may suspend
 * r = p.method().invoke(p.receiver(), p.arguments());     // m, o, a; or what gives the result of the call made above
 * </pre>
 */
public final class Reflection {
  private Reflection() {}

  /**
   * Makes the call if it can suspend.
   *
   * @param caller the class that holds the call site
   * @return what Method.invoke is to do
   * @throws InvocationTargetException around what the method throws
   */
  @Hidden
  public static PlainCall call(
      @Nullable Method method,
      @Nullable Object receiver,
      @Nullable Object @Nullable [] arguments,
      Class<?> caller)
      throws InvocationTargetException {
    BridgedMethod bridged =
        method == null || Hooks.current() == null ? null : BridgedMethod.find(method, receiver);
    @Nullable Object @Nullable [] fitting =
        bridged == null ? null : bridged.fit(receiver, arguments);
    if (method == null
        || bridged == null
        || fitting == null
        || !MethodAccess.permits(caller, method, receiver)) {
      return new PlainCall(method, receiver, arguments);
    }
    try {
      return PlainCall.giving(bridged.target().invoke(receiver, fitting));
    } catch (Throwable thrown) {
      throw new InvocationTargetException(thrown);
    }
  }
}
