package dev.weft.bridge;

import dev.weft.core.Hooks;
import dev.weft.core.MethodAccess;
import dev.weft.core.PlainCall;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Stands before {@link Method#invoke} at woven call sites, and makes those calls itself that can
 * suspend. All others stay with the JDK, which looks at the class that calls it: that is the copy,
 * so the caller's own rights are looked at here.
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
   * @throws IllegalAccessException as Method.invoke would throw it in the caller's code
   * @throws InvocationTargetException around what the method throws
   */
  @Hidden
  public static PlainCall call(
      @Nullable Method method,
      @Nullable Object receiver,
      @Nullable Object @Nullable [] arguments,
      Class<?> caller)
      throws IllegalAccessException, InvocationTargetException {
    if (method != null
        && (receiver != null || Modifier.isStatic(method.getModifiers()))
        && !MethodAccess.permits(caller, method, receiver)) {
      throw MethodAccess.refusal(caller, method, receiver);
    }
    refuseInner(method, receiver, arguments, caller);
    BridgedMethod bridged =
        method == null || Hooks.current() == null ? null : BridgedMethod.find(method, receiver);
    @Nullable Object @Nullable [] fitting =
        bridged == null ? null : bridged.fit(receiver, arguments);
    if (method == null || bridged == null || fitting == null) {
      boolean isBare = arguments == null || arguments.length == 0;
      Object given = method != null && isBare ? MethodAccess.givenTo(caller, method) : null;
      Method called = method == null ? null : MethodAccess.asCalledBy(caller, method);
      return given == null ? new PlainCall(called, receiver, arguments) : PlainCall.giving(given);
    }
    try {
      return PlainCall.giving(bridged.target().invoke(receiver, fitting));
    } catch (Throwable thrown) {
      throw new InvocationTargetException(thrown);
    }
  }

  /** Of a reflective call of Method.invoke itself. */
  private static void refuseInner(
      @Nullable Method method,
      @Nullable Object receiver,
      @Nullable Object @Nullable [] arguments,
      Class<?> caller)
      throws InvocationTargetException {
    if (method != null
        && method.getDeclaringClass() == Method.class
        && method.getName().equals("invoke")
        && receiver instanceof Method inner
        && arguments != null
        && arguments.length == 2
        && (arguments[0] != null || Modifier.isStatic(inner.getModifiers()))
        && !MethodAccess.permits(caller, inner, arguments[0])) {
      throw new InvocationTargetException(MethodAccess.refusal(caller, inner, arguments[0]));
    }
  }
}
