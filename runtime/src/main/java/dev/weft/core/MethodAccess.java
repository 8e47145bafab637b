package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import jdk.internal.reflect.Reflection;
import jdk.internal.reflect.ReflectionFactory;
import org.jspecify.annotations.Nullable;

/** Who may call a method that is known by reflection. */
public final class MethodAccess {
  private static final MethodHandle SET_ACCESSIBLE = setAccessible();

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

  /** What {@link Method#invoke} throws in code of {@code caller} where it may not call it. */
  public static IllegalAccessException refusal(
      Class<?> caller, Method method, @Nullable Object receiver) {
    Class<?> target =
        receiver == null || Modifier.isStatic(method.getModifiers()) ? null : receiver.getClass();
    return Reflection.newIllegalAccessException(
        caller, method.getDeclaringClass(), target, method.getModifiers());
  }

  /**
   * What {@code method} gives in code of {@code caller} if that alone decides it: the copy, which
   * makes the call, would be given its own. Null for any other method.
   */
  public static @Nullable Object givenTo(Class<?> caller, Method method) {
    return method.getDeclaringClass() == MethodHandles.class && method.getName().equals("lookup")
        ? TrustedLookup.of(caller)
        : null;
  }

  /**
   * The method as {@code caller} may call it, for code of its woven copy: the copy inherits
   * nothing, so what is protected is made accessible there.
   */
  @SuppressWarnings("deprecation")
  public static Method asCalledBy(Class<?> caller, Method method) {
    if (method.isAccessible()
        || !Modifier.isProtected(method.getModifiers())
        || caller.getPackageName().equals(method.getDeclaringClass().getPackageName())) {
      return method;
    }
    Method accessible = ReflectionFactory.getReflectionFactory().copyMethod(method);
    try {
      boolean done = (boolean) SET_ACCESSIBLE.invokeExact((AccessibleObject) accessible, true);
      return done ? accessible : method;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle setAccessible() {
    try {
      return TrustedLookup.LOOKUP.findVirtual(
          AccessibleObject.class,
          JdkNames.SET_ACCESSIBLE,
          MethodType.methodType(boolean.class, boolean.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "java.lang.reflect.AccessibleObject has no method "
              + JdkNames.SET_ACCESSIBLE
              + "(boolean)boolean on Java "
              + Runtime.version(),
          e);
    }
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
