package dev.weft.agent.lambda;

import dev.weft.core.Primitives;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Turns the value on top of the stack from one type into another, with the instructions, and so the
 * exceptions, that java.lang.invoke.LambdaMetafactory specifies.
 */
final class Conversion {
  /**
   * Whether the JDK unboxes by Number's methods: it shows in the message of the exception for null.
   */
  private static final boolean NAMES_NUMBER = Runtime.version().feature() >= 24;

  private final MethodVisitor out;

  Conversion(MethodVisitor out) {
    this.out = out;
  }

  /**
   * @param functional the type that the value has by the interface's type arguments: what is not of
   *     it fails here
   */
  void convert(Class<?> from, Class<?> to, Class<?> functional) {
    if (from == void.class || to == void.class) {
      return;
    }
    if (from.isPrimitive()) {
      fromPrimitive(from, to);
      return;
    }
    Class<?> source = from;
    if (functional != from && !functional.isPrimitive()) {
      source = functional;
      cast(functional);
    }
    if (to.isPrimitive()) {
      unbox(source, to);
    } else if (source != to) {
      cast(to);
    }
  }

  private void fromPrimitive(Class<?> from, Class<?> to) {
    if (to.isPrimitive()) {
      widen(from, to);
      return;
    }
    Class<?> boxed = Primitives.unwrapped(to);
    Class<?> primitive = boxed == null ? from : boxed;
    widen(from, primitive);
    box(primitive);
    if (boxed == null) {
      cast(to);
    }
  }

  void box(Class<?> primitive) {
    String wrapper = Type.getInternalName(Primitives.wrapped(primitive));
    String descriptor = "(" + Type.getDescriptor(primitive) + ")L" + wrapper + ";";
    out.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper, "valueOf", descriptor, false);
  }

  /**
   * A number may be of any class that widens; a source type that says no wrapper is trusted to hold
   * a fitting one.
   */
  private void unbox(Class<?> source, Class<?> to) {
    Class<?> held = Primitives.unwrapped(source);
    if (held == char.class || held == boolean.class) {
      valueOf(source, held);
      widen(held, to);
    } else if (held != null) {
      valueOf(source, to);
    } else {
      Class<?> holder =
          to == char.class || to == boolean.class ? Primitives.wrapped(to) : Number.class;
      cast(holder);
      valueOf(holder, to);
    }
  }

  private void valueOf(Class<?> holder, Class<?> primitive) {
    boolean isNumber = primitive != char.class && primitive != boolean.class;
    Class<?> owner = NAMES_NUMBER && isNumber ? Number.class : holder;
    out.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        Type.getInternalName(owner),
        primitive.getName() + "Value",
        "()" + Type.getDescriptor(primitive),
        false);
  }

  void cast(Class<?> type) {
    if (type != Object.class) {
      out.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(type));
    }
  }

  private void widen(Class<?> from, Class<?> to) {
    int source = rank(from);
    int target = rank(to);
    if (source != target) {
      // I2L, I2F, I2D; L2I, L2F, L2D; F2I, F2L, F2D
      int opcode =
          switch (source) {
            case 0 -> Opcodes.I2L + target - 1;
            case 1 -> target == 2 ? Opcodes.L2F : Opcodes.L2D;
            case 2 -> Opcodes.F2D;
            default -> throw new IllegalArgumentException(from + " does not widen to " + to);
          };
      out.visitInsn(opcode);
    }
  }

  /** int and what is computed with as int: 0; long: 1; float: 2; double: 3. */
  private static int rank(Class<?> type) {
    return type == long.class ? 1 : type == float.class ? 2 : type == double.class ? 3 : 0;
  }

  /**
   * Whether a suspended call's result can be delivered, as it is, to who awaits {@code to} in place
   * of {@code from}: the conversion cannot fail and changes no bits, as a result is kept (an int in
   * a sign-extended long).
   */
  static boolean isIdentity(Class<?> from, Class<?> to) {
    if (to == void.class) {
      return from.isPrimitive(); // a reference would be kept alive by a result that nobody takes
    }
    if (from.isPrimitive() != to.isPrimitive()) {
      return false;
    }
    return from.isPrimitive()
        ? rank(from) == rank(to) || (rank(from) == 0 && rank(to) == 1)
        : to.isAssignableFrom(from);
  }

  /** The verifier's name of a type, for stack map frames. */
  static @Nullable Object verificationType(Class<?> type) {
    if (type == void.class) {
      return null;
    }
    if (!type.isPrimitive()) {
      return Type.getInternalName(type);
    }
    return switch (rank(type)) {
      case 0 -> Opcodes.INTEGER;
      case 1 -> Opcodes.LONG;
      case 2 -> Opcodes.FLOAT;
      default -> Opcodes.DOUBLE;
    };
  }
}
