package dev.weft.agent.weave;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes code that carries values of any type as objects. */
final class Boxing {
  private final MethodVisitor out;

  Boxing(MethodVisitor out) {
    this.out = out;
  }

  void push(int value) {
    if (value >= -1 && value <= 5) {
      out.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value == (short) value) {
      out.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      out.visitLdcInsn(value);
    }
  }

  /**
   * An array of the receiver, if there is one, and the arguments, as they stand in their locals.
   */
  void pushArguments(boolean isStatic, String descriptor) {
    Type[] arguments = Type.getArgumentTypes(descriptor);
    int first = isStatic ? 0 : 1;
    push(first + arguments.length);
    out.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    if (!isStatic) {
      store(0, Type.getType(Object.class), 0);
    }
    int local = first;
    for (int i = 0; i < arguments.length; i++) {
      store(first + i, arguments[i], local);
      local += arguments[i].getSize();
    }
  }

  private void store(int index, Type type, int local) {
    out.visitInsn(Opcodes.DUP);
    push(index);
    out.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
    if (type.getSort() < Type.ARRAY) {
      String wrapper = wrapperOf(type);
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          wrapper,
          "valueOf",
          "(" + type.getDescriptor() + ")L" + wrapper + ";",
          false);
    }
    out.visitInsn(Opcodes.AASTORE);
  }

  /** Makes of the object on the stack a value of that type. */
  void unbox(Type type) {
    if (type.getSort() == Type.VOID) {
      out.visitInsn(Opcodes.POP);
    } else if (type.getSort() >= Type.ARRAY) {
      out.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
    } else {
      String wrapper = wrapperOf(type);
      out.visitTypeInsn(Opcodes.CHECKCAST, wrapper);
      out.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          wrapper,
          type.getClassName() + "Value",
          "()" + type.getDescriptor(),
          false);
    }
  }

  private static String wrapperOf(Type type) {
    return "java/lang/"
        + switch (type.getSort()) {
          case Type.BOOLEAN -> "Boolean";
          case Type.CHAR -> "Character";
          case Type.BYTE -> "Byte";
          case Type.SHORT -> "Short";
          case Type.INT -> "Integer";
          case Type.FLOAT -> "Float";
          case Type.LONG -> "Long";
          default -> "Double";
        };
  }
}
