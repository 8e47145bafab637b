package dev.weft.core;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import jdk.internal.reflect.Reflection;
import org.jspecify.annotations.Nullable;

/** Who may call a method that is known by reflection. */
public final class MethodAccess {
  private MethodAccess() {}

  /**
   * Whether {@link Method#invoke} in code of {@code caller} would let it call {@code method} on
   * that receiver.
   */
  @SuppressWarnings("deprecation") // the flag of this very object is what matters
  public static boolean permits(Class<?> caller, Method method, @Nullable Object receiver) {
    Class<?> target =
        receiver == null || Modifier.isStatic(method.getModifiers()) ? null : receiver.getClass();
    return method.isAccessible()
        || Reflection.verifyMemberAccess(
            caller, method.getDeclaringClass(), target, method.getModifiers());
  }

  /**
   * The class whose rights let spun code call {@code method} on {@code receiver} such that the call
   * can suspend; null if it cannot.
   */
  public static @Nullable Class<?> wovenHost(Method method, @Nullable Object receiver) {
    Class<?> declaring = method.getDeclaringClass();
    if (Registry.find(declaring) != null) {
      return declaring.isHidden() ? null : declaring;
    }
    if (receiver == null
        || Modifier.isStatic(method.getModifiers())
        || Registry.find(receiver.getClass()) == null) {
      return null;
    }
    Class<?> host =
        receiver.getClass().isHidden() ? receiver.getClass().getNestHost() : receiver.getClass();
    return isReachable(method, declaring, host, receiver.getClass()) ? host : null;
  }

  private static boolean isReachable(
      Method method, Class<?> declaring, Class<?> host, Class<?> receiverClass) {
    return !host.isHidden()
        && !declaring.isHidden()
        && host.getModule().canRead(declaring.getModule())
        && Reflection.verifyMemberAccess(host, declaring, receiverClass, method.getModifiers())
        && isSeenAs(declaring, host.getClassLoader());
  }

  private static boolean isSeenAs(Class<?> type, @Nullable ClassLoader loader) {
    try {
      return type.getClassLoader() == null || Class.forName(type.getName(), false, loader) == type;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
