package dev.weft.it.fuzz.gen;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Expressions of the primitive types that no other type has. */
final class Numbers {
  private final Body body;
  private final Code code;

  Numbers(Body body) {
    this.body = body;
    this.code = body.code;
  }

  void value(Type type, Rng r, int depth) {
    switch (r.below(6)) {
      case 0 -> conversion(type, r, depth);
      case 1 -> special(type, r, depth);
      default -> binary(type, r, depth);
    }
  }

  private void operand(Type type, Rng r, int depth) {
    body.expressions.value(type, r, depth - 1);
  }

  private void binary(Type type, Rng r, int depth) {
    boolean integral = type.equals(Type.INT_TYPE) || type.equals(Type.LONG_TYPE);
    int base =
        r.pickOf(
            Opcodes.IADD, Opcodes.ISUB, Opcodes.IMUL, Opcodes.IADD, Opcodes.IDIV, Opcodes.IREM);
    if (integral && r.percent(40)) {
      base = r.pickOf(Opcodes.IAND, Opcodes.IOR, Opcodes.IXOR);
    }
    operand(type, r, depth);
    operand(type, r, depth);
    if (integral && (base == Opcodes.IDIV || base == Opcodes.IREM) && !r.percent(8)) {
      makeOdd(type);
    }
    code.insn(type.getOpcode(base), 2, type);
  }

  private void makeOdd(Type type) {
    code.mv.visitInsn(type.equals(Type.INT_TYPE) ? Opcodes.ICONST_1 : Opcodes.LCONST_1);
    code.mv.visitInsn(type.getOpcode(Opcodes.IOR));
  }

  private void conversion(Type to, Rng r, int depth) {
    List<Type> others = Types.PRIMITIVES.stream().filter(t -> !t.equals(to)).toList();
    Type from = r.pick(others);
    operand(from, r, depth);
    int row = Types.PRIMITIVES.indexOf(from);
    code.insn(Opcodes.I2L + row * 3 + others(row, to), 1, to);
  }

  /** The conversions are ordered by source, then by target, the source left out. */
  private static int others(int row, Type to) {
    int column = Types.PRIMITIVES.indexOf(to);
    return column > row ? column - 1 : column;
  }

  private void special(Type type, Rng r, int depth) {
    switch (type.getSort()) {
      case Type.INT -> intSpecial(r, depth);
      case Type.LONG -> {
        if (r.percent(50)) {
          body.calls.wide(r, depth);
        } else {
          operand(type, r, depth);
          operand(Type.INT_TYPE, r, depth);
          code.insn(r.pickOf(Opcodes.LSHL, Opcodes.LSHR, Opcodes.LUSHR), 2, type);
        }
      }
      default -> {
        operand(type, r, depth);
        code.insn(type.getOpcode(Opcodes.INEG), 1, type);
      }
    }
  }

  private void intSpecial(Rng r, int depth) {
    switch (r.below(5)) {
      case 0 -> compare(r, depth);
      case 1 -> {
        operand(r.pick(Types.ARRAYS), r, depth);
        code.insn(Opcodes.ARRAYLENGTH, 1, Type.INT_TYPE);
      }
      case 2 -> {
        operand(Types.OBJECT, r, depth);
        code.typeInsn(Opcodes.INSTANCEOF, body.plan.randomClassType(r), 1, Type.INT_TYPE);
      }
      case 3 -> {
        operand(Types.STRING, r, depth);
        code.invoke(
            Opcodes.INVOKEVIRTUAL,
            "java/lang/String",
            r.pickOf("length", "hashCode"),
            "()I",
            false);
      }
      default -> {
        operand(Types.INTEGER, r, depth);
        code.invoke(Opcodes.INVOKEVIRTUAL, "java/lang/Integer", "intValue", "()I", false);
      }
    }
  }

  private void compare(Rng r, int depth) {
    Type type = r.pickOf(Type.LONG_TYPE, Type.FLOAT_TYPE, Type.DOUBLE_TYPE);
    operand(type, r, depth);
    operand(type, r, depth);
    int opcode =
        switch (type.getSort()) {
          case Type.LONG -> Opcodes.LCMP;
          case Type.FLOAT -> r.pickOf(Opcodes.FCMPL, Opcodes.FCMPG);
          default -> r.pickOf(Opcodes.DCMPL, Opcodes.DCMPG);
        };
    code.insn(opcode, 2, Type.INT_TYPE);
  }
}
