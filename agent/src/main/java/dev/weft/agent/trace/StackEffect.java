package dev.weft.agent.trace;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;

/**
 * How many slots an instruction takes from the operand stack, and how many it puts there. A cast
 * does neither: the operand stays that of the instruction before. Not for the instructions that
 * duplicate or swap.
 */
final class StackEffect {
  private static final byte[] POPS = new byte[IFNONNULL + 1];
  private static final byte[] PUSHES = new byte[IFNONNULL + 1];

  static {
    range(0, 1, ACONST_NULL, ICONST_5);
    range(0, 2, LCONST_0, LCONST_1);
    range(0, 1, FCONST_0, FCONST_2);
    range(0, 2, DCONST_0, DCONST_1);
    range(0, 1, BIPUSH, SIPUSH);
    each(0, 1, ILOAD, FLOAD, ALOAD, NEW, JSR);
    each(0, 2, LLOAD, DLOAD);
    range(2, 1, IALOAD, SALOAD);
    each(2, 2, LALOAD, DALOAD);
    each(1, 0, ISTORE, FSTORE, ASTORE);
    each(2, 0, LSTORE, DSTORE);
    range(3, 0, IASTORE, SASTORE);
    each(4, 0, LASTORE, DASTORE);
    each(1, 0, POP, MONITORENTER, MONITOREXIT, ATHROW);
    each(2, 0, POP2);
    each(2, 1, IADD, ISUB, IMUL, IDIV, IREM, FADD, FSUB, FMUL, FDIV, FREM, IAND, IOR, IXOR);
    each(4, 2, LADD, LSUB, LMUL, LDIV, LREM, DADD, DSUB, DMUL, DDIV, DREM, LAND, LOR, LXOR);
    each(1, 1, INEG, FNEG);
    each(2, 2, LNEG, DNEG);
    each(2, 1, ISHL, ISHR, IUSHR);
    each(3, 2, LSHL, LSHR, LUSHR);
    each(1, 1, I2F, F2I, I2B, I2C, I2S);
    each(1, 2, I2L, I2D, F2L, F2D);
    each(2, 1, L2I, L2F, D2I, D2F);
    each(2, 2, L2D, D2L);
    each(4, 1, LCMP, DCMPL, DCMPG);
    each(2, 1, FCMPL, FCMPG);
    range(1, 0, IFEQ, IFLE);
    range(2, 0, IF_ICMPEQ, IF_ACMPNE);
    each(1, 0, IFNULL, IFNONNULL, TABLESWITCH, LOOKUPSWITCH);
    each(1, 0, IRETURN, FRETURN, ARETURN);
    each(2, 0, LRETURN, DRETURN);
    each(1, 1, NEWARRAY, ANEWARRAY, ARRAYLENGTH, INSTANCEOF);
  }

  private StackEffect() {}

  private static void each(int pops, int pushes, int... opcodes) {
    for (int opcode : opcodes) {
      POPS[opcode] = (byte) pops;
      PUSHES[opcode] = (byte) pushes;
    }
  }

  private static void range(int pops, int pushes, int first, int last) {
    for (int opcode = first; opcode <= last; opcode++) {
      each(pops, pushes, opcode);
    }
  }

  static int pops(AbstractInsnNode instruction) {
    int opcode = instruction.getOpcode();
    return switch (opcode) {
      case GETFIELD -> 1;
      case PUTSTATIC -> fieldSize(instruction);
      case PUTFIELD -> fieldSize(instruction) + 1;
      case INVOKEVIRTUAL, INVOKESPECIAL, INVOKEINTERFACE -> argumentSize(instruction) + 1;
      case INVOKESTATIC, INVOKEDYNAMIC -> argumentSize(instruction);
      case MULTIANEWARRAY -> ((MultiANewArrayInsnNode) instruction).dims;
      default -> POPS[opcode];
    };
  }

  static int pushes(AbstractInsnNode instruction) {
    int opcode = instruction.getOpcode();
    return switch (opcode) {
      case LDC -> constantSize(((LdcInsnNode) instruction).cst);
      case GETSTATIC, GETFIELD -> fieldSize(instruction);
      case INVOKEVIRTUAL, INVOKESPECIAL, INVOKEINTERFACE, INVOKESTATIC, INVOKEDYNAMIC ->
          Type.getReturnType(callType(instruction)).getSize();
      case MULTIANEWARRAY -> 1;
      default -> PUSHES[opcode];
    };
  }

  /**
   * @param access the access of a field
   */
  static int fieldSize(AbstractInsnNode access) {
    return Type.getType(((FieldInsnNode) access).desc).getSize();
  }

  /**
   * @param call of any kind; the receiver is not counted
   */
  static int argumentSize(AbstractInsnNode call) {
    return (Type.getArgumentsAndReturnSizes(callType(call)) >> 2) - 1;
  }

  private static String callType(AbstractInsnNode call) {
    return call instanceof InvokeDynamicInsnNode dynamic
        ? dynamic.desc
        : ((MethodInsnNode) call).desc;
  }

  private static int constantSize(Object constant) {
    if (constant instanceof ConstantDynamic dynamic) {
      return dynamic.getSize();
    }
    return constant instanceof Long || constant instanceof Double ? 2 : 1;
  }
}
