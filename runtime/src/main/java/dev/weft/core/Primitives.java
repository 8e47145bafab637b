package dev.weft.core;

import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Conversions between the primitive types and their wrappers, by the language's rules. */
public final class Primitives {
  /** Each widens to those after it, but that char stands beside short. */
  private static final Class<?>[] BY_WIDTH = {
    byte.class, short.class, int.class, long.class, float.class, double.class
  };

  private Primitives() {}

  /** The primitive type that a wrapper class holds, or null. */
  public static @Nullable Class<?> unwrapped(Class<?> wrapper) {
    Class<?> primitive = MethodType.methodType(wrapper).unwrap().returnType();
    return primitive.isPrimitive() && primitive != void.class ? primitive : null;
  }

  /** The wrapper of a primitive type; any other type as it is. */
  public static Class<?> wrapped(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  /**
   * Whether the language converts {@code from} to {@code to}, both primitive, by identity or by
   * widening.
   */
  public static boolean widens(Class<?> from, Class<?> to) {
    if (from == to) {
      return true;
    }
    int target = width(to);
    return from == char.class
        ? target >= width(int.class)
        : width(from) >= 0 && width(from) < target;
  }

  /**
   * A boxed value as a value of primitive type {@code to}, boxed; null if it is no such value and
   * does not widen to one.
   */
  public static @Nullable Object widened(Object value, Class<?> to) {
    Class<?> from = unwrapped(value.getClass());
    if (from == null || !widens(from, to)) {
      return null;
    }
    if (from == to) {
      return value;
    }
    Number number = value instanceof Character c ? Integer.valueOf(c) : (Number) value;
    return switch (width(to)) {
      case 1 -> number.shortValue();
      case 2 -> number.intValue();
      case 3 -> number.longValue();
      case 4 -> number.floatValue();
      default -> number.doubleValue();
    };
  }

  private static int width(Class<?> type) {
    for (int i = 0; i < BY_WIDTH.length; i++) {
      if (BY_WIDTH[i] == type) {
        return i;
      }
    }
    return -1;
  }
}
