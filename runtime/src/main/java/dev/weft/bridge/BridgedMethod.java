package dev.weft.bridge;

import dev.weft.core.MethodAccess;
import dev.weft.core.Primitives;
import dev.weft.core.SpunObjects;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A method of a woven class, or one that a woven class has from another, and how it is called such
 * that it can suspend.
 */
final class BridgedMethod {
  private static final @Nullable Object[] NO_ARGUMENTS = {};

  /** By the class in whose nest the target was spun; empty where that failed. */
  private static final ClassValue<Map<Method, Optional<BridgedMethod>>> BY_HOST =
      new ClassValue<>() {
        @Override
        protected Map<Method, Optional<BridgedMethod>> computeValue(Class<?> host) {
          return new ConcurrentHashMap<>();
        }
      };

  private final ReflectiveTarget target;
  private final @Nullable Class<?> receiverClass;
  private final Class<?>[] parameters;

  private BridgedMethod(ReflectiveTarget target, Method method) {
    this.target = target;
    this.receiverClass =
        Modifier.isStatic(method.getModifiers()) ? null : method.getDeclaringClass();
    this.parameters = method.getParameterTypes();
  }

  /** Null if a call cannot suspend anyway, or only the JDK can make it. */
  static @Nullable BridgedMethod find(Method method, @Nullable Object receiver) {
    Class<?> host = MethodAccess.wovenHost(method, receiver);
    if (host == null) {
      return null;
    }
    Map<Method, Optional<BridgedMethod>> known = BY_HOST.get(host);
    Optional<BridgedMethod> found = known.get(method);
    if (found == null) {
      ReflectiveTarget target = SpunObjects.caller(ReflectiveTarget.class, method, host);
      found = target == null ? Optional.empty() : Optional.of(new BridgedMethod(target, method));
      known.put(method, found); // two threads may each make one; both are right
    }
    return found.orElse(null);
  }

  ReflectiveTarget target() {
    return target;
  }

  /**
   * The arguments as the target wants them; null if Method.invoke would refuse them or the
   * receiver.
   */
  @Nullable Object @Nullable [] fit(
      @Nullable Object receiver, @Nullable Object @Nullable [] arguments) {
    @Nullable Object[] given = arguments == null ? NO_ARGUMENTS : arguments;
    if (given.length != parameters.length
        || (receiverClass != null && !receiverClass.isInstance(receiver))) {
      return null;
    }
    @Nullable Object[] copy =
        given.clone(); // what the callee's caller does to its array meanwhile must not show
    for (int i = 0; i < copy.length; i++) {
      Object argument = copy[i];
      Class<?> wanted = parameters[i];
      if (wanted.isPrimitive()) {
        argument = argument == null ? null : Primitives.widened(argument, wanted);
        if (argument == null) {
          return null;
        }
        copy[i] = argument;
      } else if (argument != null && !wanted.isInstance(argument)) {
        return null;
      }
    }
    return copy;
  }
}
