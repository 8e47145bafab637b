package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;

/**
 * Whether a lambda's types fit together as {@link java.lang.invoke.LambdaMetafactory} demands. What
 * does not fit is left to the JDK, whose exceptions then are the right ones by construction.
 */
final class LambdaRules {
  private LambdaRules() {}

  static boolean accepts(LambdaShape shape) {
    return isLegalName(shape.methodName())
        && isNameable(shape)
        && hasArity(shape)
        && capturesFit(shape)
        && argumentsFit(shape)
        && resultFits(shape.implementation().type().returnType(), shape.dynamicType().returnType())
        && descriptorsFit(shape);
  }

  private static boolean isLegalName(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (".;[/<>".indexOf(name.charAt(i)) >= 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /**
   * Hidden classes cannot be named by a class file, arrays have no methods of their own, and
   * handles are called in another way.
   */
  private static boolean isNameable(LambdaShape shape) {
    for (Class<?> type : shape.interfaces()) {
      if (!type.isInterface() || type.isHidden()) {
        return false;
      }
    }
    LambdaShape.Implementation implementation = shape.implementation();
    if (implementation.viaHandle()
        && implementation.kind() == MethodHandleInfo.REF_newInvokeSpecial) {
      return false;
    }
    Class<?> owner = implementation.owner();
    return !shape.caller().isHidden()
        && !owner.isHidden()
        && !owner.isArray()
        && owner != MethodHandle.class
        && owner != VarHandle.class;
  }

  private static boolean hasArity(LambdaShape shape) {
    int arity = shape.methodType().parameterCount();
    return shape.implementation().type().parameterCount()
            == shape.factoryType().parameterCount() + arity
        && shape.dynamicType().parameterCount() == arity;
  }

  /** A captured receiver may be of a subclass; all else that is captured has the very type. */
  private static boolean capturesFit(LambdaShape shape) {
    LambdaShape.Implementation implementation = shape.implementation();
    MethodType captured = shape.factoryType();
    for (int i = 0; i < captured.parameterCount(); i++) {
      boolean isReceiver = i == 0 && implementation.hasReceiver();
      Class<?> from = captured.parameterType(i);
      if (isReceiver
          ? !implementation.owner().isAssignableFrom(from)
          : from != implementation.type().parameterType(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean argumentsFit(LambdaShape shape) {
    LambdaShape.Implementation implementation = shape.implementation();
    int captured = shape.factoryType().parameterCount();
    MethodType dynamic = shape.dynamicType();
    for (int i = 0; i < dynamic.parameterCount(); i++) {
      boolean isReceiver = captured + i == 0 && implementation.hasReceiver();
      Class<?> from = dynamic.parameterType(i);
      if (isReceiver
          ? !implementation.owner().isAssignableFrom(from)
          : !adapts(from, implementation.type().parameterType(captured + i), true)) {
        return false;
      }
    }
    return true;
  }

  private static boolean resultFits(Class<?> from, Class<?> to) {
    return to == void.class || (from != void.class && adapts(from, to, false));
  }

  private static boolean descriptorsFit(LambdaShape shape) {
    for (MethodType bridge : shape.bridges()) {
      if (!descriptorFits(shape.dynamicType(), bridge)) {
        return false;
      }
    }
    return descriptorFits(shape.dynamicType(), shape.methodType());
  }

  private static boolean descriptorFits(MethodType dynamic, MethodType descriptor) {
    if (descriptor.parameterCount() != dynamic.parameterCount()) {
      return false;
    }
    for (int i = 0; i < dynamic.parameterCount(); i++) {
      if (!descriptor.parameterType(i).isAssignableFrom(dynamic.parameterType(i))) {
        return false;
      }
    }
    Class<?> from = dynamic.returnType();
    Class<?> to = descriptor.returnType();
    return (from == void.class || to == void.class) ? from == to : adapts(from, to, true);
  }

  /**
   * @param strict whether a conversion that could fail when it is run is refused
   */
  private static boolean adapts(Class<?> from, Class<?> to, boolean strict) {
    if (from == to) {
      return true;
    }
    if (from.isPrimitive()) {
      return to.isPrimitive()
          ? Primitives.widens(from, to)
          : to.isAssignableFrom(Primitives.wrapped(from));
    }
    if (to.isPrimitive()) {
      Class<?> unwrapped = Primitives.unwrapped(from);
      return unwrapped == null ? !strict : Primitives.widens(unwrapped, to);
    }
    return !strict || to.isAssignableFrom(from);
  }
}
