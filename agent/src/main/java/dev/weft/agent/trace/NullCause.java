package dev.weft.agent.trace;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Says what was null: the expression that the instruction's operand came from. */
final class NullCause {
  /** How many dereferences an expression has at most; what is further inside is left out. */
  private static final int MAX_DETAIL = 5;

  private final MethodCode code;
  private final StackSimulation stacks;
  private final StringBuilder out;

  NullCause(MethodCode code, StackSimulation stacks, StringBuilder out) {
    this.code = code;
    this.stacks = stacks;
    this.out = out;
  }

  /**
   * Appends the rest of the sentence, if anything is known. Where the operand came from an
   * instruction that has no text, such as invokedynamic, the sentence breaks off, as HotSpot's.
   *
   * @param operand which slot of the stack before the instruction
   */
  void append(int instruction, int operand) {
    OperandStack stack = stacks.before(instruction);
    int source = stack == null ? OperandStack.UNKNOWN : stack.source(operand);
    if (source == OperandStack.UNKNOWN) {
      return;
    }
    boolean call = code.at(source) instanceof MethodInsnNode;
    out.append(call ? " because the return value of \"" : " because \"");
    if (expression(instruction, operand, MAX_DETAIL)) {
      out.append("\" is null");
    }
  }

  /**
   * @return false if there is no text for the operand; then nothing has been appended
   */
  private boolean expression(int instruction, int operand, int detail) {
    OperandStack stack = detail <= 0 ? null : stacks.before(instruction);
    int source = stack == null ? OperandStack.UNKNOWN : stack.source(operand);
    if (stack == null || source == OperandStack.UNKNOWN) {
      return false;
    }
    AbstractInsnNode pushed = code.at(source);
    switch (pushed.getOpcode()) {
      case ILOAD, ALOAD -> {
        int slot = ((VarInsnNode) pushed).var;
        out.append(code.nameOfLocal(source, slot, stack.isWritten(slot)));
      }
      case GETSTATIC -> out.append(Names.staticField((FieldInsnNode) pushed));
      case GETFIELD -> field(source, ((FieldInsnNode) pushed).name, detail);
      case IALOAD, AALOAD -> element(source, detail);
      case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC, INVOKEINTERFACE ->
          out.append(Names.method((MethodInsnNode) pushed));
      default -> {
        return constant(pushed);
      }
    }
    return true;
  }

  private void field(int access, String name, int detail) {
    if (expression(access, 0, detail - 1)) {
      out.append('.');
    }
    out.append(name);
  }

  /** An index is written with all detail that the element may have, so that there always is one. */
  private void element(int load, int detail) {
    if (!expression(load, 1, detail - 1)) {
      out.append("<array>");
    }
    out.append('[');
    if (!expression(load, 0, detail)) {
      out.append("...");
    }
    out.append(']');
  }

  private boolean constant(AbstractInsnNode pushed) {
    int opcode = pushed.getOpcode();
    if (opcode == ACONST_NULL) {
      out.append("null");
    } else if (opcode >= ICONST_M1 && opcode <= ICONST_5) {
      out.append(opcode - ICONST_0);
    } else if (opcode == BIPUSH) {
      out.append(((IntInsnNode) pushed).operand);
    } else if (opcode == SIPUSH) {
      out.append(((IntInsnNode) pushed).operand & 0xFFFF); // HotSpot shows it without its sign
    } else {
      return false;
    }
    return true;
  }
}
