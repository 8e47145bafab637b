package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/** Handles of the engine's own methods, and what call sites are made of them. */
final class Handles {
  private Handles() {}

  /** A method of the class that asks. */
  static MethodHandle virtual(Lookup own, String name, MethodType type) {
    try {
      return own.findVirtual(own.lookupClass(), name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A static method of the class that asks. */
  static MethodHandle ofStatic(Lookup own, String name, MethodType type) {
    try {
      return own.findStatic(own.lookupClass(), name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Invokes what {@code choose} gives.
   *
   * @param type of what it gives
   * @param choose takes none or the first of the arguments, and gives a handle
   */
  static MethodHandle chosen(MethodType type, MethodHandle choose) {
    return MethodHandles.foldArguments(MethodHandles.exactInvoker(type), choose);
  }

  /**
   * Drops the continuation, for a method that takes none.
   *
   * @param type with the continuation, last
   */
  static MethodHandle withoutContinuation(MethodHandle method, MethodType type) {
    int last = type.parameterCount() - 1;
    return MethodHandles.dropArguments(
        method.asType(type.dropParameterTypes(last, last + 1)), last, ContinuationCore.class);
  }
}
