package dev.weft.agent.trace;

import static org.objectweb.asm.Opcodes.*;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What an instruction cannot do when its object is null.
 *
 * @param operand which slot of the stack holds the object; 0 for the topmost
 */
record FailedAction(String text, int operand) {
  private static final String[] ELEMENTS = {
    "int", "long", "float", "double", "object", "byte/boolean", "char", "short"
  };

  /**
   * @return null if the instruction raises no NullPointerException, as far as HotSpot is concerned:
   *     a call of a constructor is how the program makes one
   */
  static @Nullable FailedAction of(AbstractInsnNode instruction) {
    int opcode = instruction.getOpcode();
    if (opcode >= IALOAD && opcode <= SALOAD) {
      return new FailedAction("Cannot load from " + ELEMENTS[opcode - IALOAD] + " array", 1);
    }
    if (opcode >= IASTORE && opcode <= SASTORE) {
      int valueSize = opcode == LASTORE || opcode == DASTORE ? 2 : 1;
      return new FailedAction(
          "Cannot store to " + ELEMENTS[opcode - IASTORE] + " array", valueSize + 1);
    }
    return switch (opcode) {
      case ARRAYLENGTH -> new FailedAction("Cannot read the array length", 0);
      case ATHROW -> new FailedAction("Cannot throw exception", 0);
      case MONITORENTER -> new FailedAction("Cannot enter synchronized block", 0);
      case MONITOREXIT -> new FailedAction("Cannot exit synchronized block", 0);
      case GETFIELD -> onField("read", (FieldInsnNode) instruction, 0);
      case PUTFIELD ->
          onField("assign", (FieldInsnNode) instruction, StackEffect.fieldSize(instruction));
      case INVOKEVIRTUAL, INVOKESPECIAL, INVOKEINTERFACE -> onCall((MethodInsnNode) instruction);
      default -> null;
    };
  }

  private static FailedAction onField(String action, FieldInsnNode access, int operand) {
    return new FailedAction("Cannot " + action + " field \"" + access.name + "\"", operand);
  }

  private static @Nullable FailedAction onCall(MethodInsnNode call) {
    return call.name.equals("<init>")
        ? null
        : new FailedAction(
            "Cannot invoke \"" + Names.method(call) + "\"", StackEffect.argumentSize(call));
  }
}
