package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Adapts a woven method to {@code (ContinuationCore)void}: arguments take their default values,
 * since the restored frame brings the real ones, and the result goes to the continuation, from
 * where the caller's suspend point takes it.
 */
@SuppressWarnings("unused") // the receivers of results are found by name
final class Delivery {
  private Delivery() {}

  /**
   * @param method receiver, if there is one, arguments, continuation
   */
  static MethodHandle of(MethodHandle method) {
    MethodType type = method.type();
    int last = type.parameterCount() - 1;
    MethodHandle called =
        MethodHandles.insertArguments(method, 0, zeros(type.dropParameterTypes(last, last + 1)));
    MethodHandle delivered =
        MethodHandles.collectArguments(receiverOf(type.returnType()), 1, called);
    MethodType once = MethodType.methodType(void.class, ContinuationCore.class);
    return MethodHandles.permuteArguments(delivered, once, 0, 0);
  }

  private static @Nullable Object[] zeros(MethodType type) {
    @Nullable Object[] zeros = new Object[type.parameterCount()];
    for (int i = 0; i < zeros.length; i++) {
      zeros[i] = zero(type.parameterType(i));
    }
    return zeros;
  }

  private static @Nullable Object zero(Class<?> type) {
    return type.isPrimitive()
        ? java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0)
        : null;
  }

  /** The handle that takes a result of {@code type}: {@code (ContinuationCore, type)void}. */
  private static MethodHandle receiverOf(Class<?> type) {
    if (type == void.class) {
      return find("nothing");
    }
    MethodType wanted = MethodType.methodType(void.class, ContinuationCore.class, type);
    if (type == long.class) {
      return find("ofLong", long.class);
    }
    if (type == float.class) {
      return find("ofFloat", float.class);
    }
    if (type == double.class) {
      return find("ofDouble", double.class);
    }
    if (type.isPrimitive()) {
      return MethodHandles.explicitCastArguments(find("ofInt", int.class), wanted);
    }
    return find("ofReference", Object.class).asType(wanted);
  }

  private static MethodHandle find(String name, Class<?>... value) {
    MethodType type =
        MethodType.methodType(void.class, ContinuationCore.class).appendParameterTypes(value);
    return Handles.ofStatic(MethodHandles.lookup(), name, type);
  }

  @Hidden
  private static void nothing(ContinuationCore c) {}

  @Hidden
  private static void ofInt(ContinuationCore c, int result) {
    c.prim = result;
  }

  @Hidden
  private static void ofLong(ContinuationCore c, long result) {
    c.prim = result;
  }

  @Hidden
  private static void ofFloat(ContinuationCore c, float result) {
    c.prim = Float.floatToRawIntBits(result);
  }

  @Hidden
  private static void ofDouble(ContinuationCore c, double result) {
    c.prim = Double.doubleToRawLongBits(result);
  }

  @Hidden
  private static void ofReference(ContinuationCore c, @Nullable Object result) {
    c.ref = result;
  }
}
