package dev.weft.agent.weave;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A list of instructions being written: one short method an instruction. */
final class Code {
  static final String HOOKS = "dev/weft/core/Hooks";
  static final String CAPTURE = "dev/weft/core/Capture";
  static final String CORE = "dev/weft/core/ContinuationCore";
  private static final String CORE_DESC = "L" + CORE + ";";

  final InsnList list = new InsnList();

  /**
   * Whether control never goes on to the next instruction because it leaves the method or is thrown
   * to a handler.
   */
  static boolean endsMethod(int opcode) {
    return (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) || opcode == Opcodes.ATHROW;
  }

  Code op(int opcode) {
    return add(new InsnNode(opcode));
  }

  Code add(AbstractInsnNode insn) {
    list.add(insn);
    return this;
  }

  Code load(Object type, int local) {
    return add(new VarInsnNode(Types.opcode(type, Opcodes.ILOAD), local));
  }

  Code store(Object type, int local) {
    return add(new VarInsnNode(Types.opcode(type, Opcodes.ISTORE), local));
  }

  Code loadRef(int local) {
    return add(new VarInsnNode(Opcodes.ALOAD, local));
  }

  Code storeRef(int local) {
    return add(new VarInsnNode(Opcodes.ASTORE, local));
  }

  Code push(int value) {
    if (value >= -1 && value <= 5) {
      return op(Opcodes.ICONST_0 + value);
    }
    if (value == (byte) value) {
      return add(new IntInsnNode(Opcodes.BIPUSH, value));
    }
    return add(
        value == (short) value ? new IntInsnNode(Opcodes.SIPUSH, value) : new LdcInsnNode(value));
  }

  Code pushClass(String internalName) {
    return add(new LdcInsnNode(Type.getObjectType(internalName)));
  }

  Code cast(String internalName) {
    return internalName.equals("java/lang/Object")
        ? this
        : add(new TypeInsnNode(Opcodes.CHECKCAST, internalName));
  }

  /** Pushes the value of that type that a field begins with. */
  Code pushDefault(Object type) {
    return op(
        type == Opcodes.INTEGER
            ? Opcodes.ICONST_0
            : type == Opcodes.LONG
                ? Opcodes.LCONST_0
                : type == Opcodes.FLOAT
                    ? Opcodes.FCONST_0
                    : type == Opcodes.DOUBLE ? Opcodes.DCONST_0 : Opcodes.ACONST_NULL);
  }

  Code returnDefault(Type result) {
    if (result.getSort() == Type.VOID) {
      return op(Opcodes.RETURN);
    }
    return pushDefault(Types.of(result)).op(result.getOpcode(Opcodes.IRETURN));
  }

  Code label(LabelNode label) {
    return add(label);
  }

  Code jump(int opcode, LabelNode target) {
    return add(new JumpInsnNode(opcode, target));
  }

  Code getField(String owner, String name, String descriptor) {
    return add(new FieldInsnNode(Opcodes.GETFIELD, owner, name, descriptor));
  }

  Code call(String owner, String name, String descriptor) {
    return add(new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false));
  }

  /** Calls a hook that takes the continuation. */
  Code hook(String name, String result) {
    return call(HOOKS, name, "(" + CORE_DESC + ")" + result);
  }

  /**
   * Calls a hook; {@code parameters} and result as in a descriptor, {@code C} standing for the
   * continuation.
   */
  Code hookOf(String name, String signature) {
    return call(HOOKS, name, signature.replace("C", CORE_DESC));
  }
}
