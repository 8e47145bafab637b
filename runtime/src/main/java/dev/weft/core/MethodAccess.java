package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.internal.reflect.Reflection;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * {@link Method#invoke} on behalf of another class, whose rights count and whom methods that ask
 * for their caller are told.
 */
public final class MethodAccess {
  private static final MethodType INVOKE =
      MethodType.methodType(Object.class, Object.class, Object[].class);
  private static final MethodHandle SET_ACCESSIBLE =
      internal(
          AccessibleObject.class,
          JdkNames.SET_ACCESSIBLE,
          MethodType.methodType(boolean.class, boolean.class));

  /** For each class, Method.invoke as that class would call it. */
  private static final ClassValue<MethodHandle> AS_CALLER =
      new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> caller) {
          try {
            return TrustedLookup.LOOKUP.in(caller).findVirtual(Method.class, "invoke", INVOKE);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        }
      };

  /** For each class, its methods that were asked for, copied, with their access open. */
  private static final ClassValue<Map<Method, Method>> OPENED =
      new ClassValue<>() {
        @Override
        protected Map<Method, Method> computeValue(Class<?> declaring) {
          return new ConcurrentHashMap<>();
        }
      };

  /** The names of a JDK class's methods that ask for their caller. */
  private static final ClassValue<Set<String>> CALLER_SENSITIVE =
      new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
          Set<String> names = new HashSet<>();
          for (Method method : type.getDeclaredMethods()) {
            if (Reflection.isCallerSensitive(method)) {
              names.add(method.getName());
            }
          }
          return names;
        }
      };

  private MethodAccess() {}

  /** What {@code method.invoke(receiver, args)} does in code of {@code caller}. */
  @Hidden
  public static @Nullable Object invoke(
      Method method, @Nullable Object receiver, @Nullable Object @Nullable [] args, Class<?> caller)
      throws IllegalAccessException, InvocationTargetException {
    if (isCallerSensitive(method)) {
      return invokeAs(caller, method, receiver, args);
    }
    if (isUnchecked(method) || (receiver == null && !Modifier.isStatic(method.getModifiers()))) {
      return method.invoke(receiver, args);
    }
    if (!permits(caller, method, receiver)) {
      throw Reflection.newIllegalAccessException(
          caller, method.getDeclaringClass(), targetClass(method, receiver), method.getModifiers());
    }
    return OPENED
        .get(method.getDeclaringClass())
        .computeIfAbsent(method, MethodAccess::opened)
        .invoke(receiver, args);
  }

  @Hidden
  private static @Nullable Object invokeAs(
      Class<?> caller,
      Method method,
      @Nullable Object receiver,
      @Nullable Object @Nullable [] args) {
    try {
      return (Object) AS_CALLER.get(caller).invokeExact(method, receiver, args);
    } catch (Throwable t) {
      throw Hooks.<RuntimeException>sneak(t);
    }
  }

  /** Whether {@code caller} may invoke it on that receiver. */
  public static boolean permits(Class<?> caller, Method method, @Nullable Object receiver) {
    return isUnchecked(method)
        || Reflection.verifyMemberAccess(
            caller,
            method.getDeclaringClass(),
            targetClass(method, receiver),
            method.getModifiers());
  }

  private static @Nullable Class<?> targetClass(Method method, @Nullable Object receiver) {
    return receiver == null || Modifier.isStatic(method.getModifiers())
        ? null
        : receiver.getClass();
  }

  /** Whether it is all the same who invokes it. */
  @SuppressWarnings("deprecation") // the flag of this very object is what matters
  private static boolean isUnchecked(Method method) {
    if (method.isAccessible()) {
      return true;
    }
    Class<?> declaring = method.getDeclaringClass();
    return Modifier.isPublic(method.getModifiers())
        && Modifier.isPublic(declaring.getModifiers())
        && declaring.getModule().isExported(declaring.getPackageName());
  }

  private static boolean isCallerSensitive(Method method) {
    Class<?> declaring = method.getDeclaringClass();
    ClassLoader loader = declaring.getClassLoader();
    return (loader == null || loader == ClassLoader.getPlatformClassLoader())
        && CALLER_SENSITIVE.get(declaring).contains(method.getName());
  }

  private static Method opened(Method method) {
    for (Method copy : method.getDeclaringClass().getDeclaredMethods()) {
      if (copy.equals(method)) {
        open(copy);
        return copy;
      }
    }
    throw new IllegalStateException("not a method of its class: " + method);
  }

  private static void open(Method method) {
    try {
      boolean unused = (boolean) SET_ACCESSIBLE.invokeExact((AccessibleObject) method, true);
    } catch (Throwable t) {
      throw Hooks.<RuntimeException>sneak(t);
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

  private static MethodHandle internal(Class<?> owner, String name, MethodType type) {
    try {
      return TrustedLookup.LOOKUP.findVirtual(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(owner.getName() + " has no method " + name + type, e);
    }
  }
}
