package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Keeps the receiver in slot 0, where saving finds it. Clojure's compiler sets the slot to null
 * once it has no more use for it, and others use it again: then the method works on a slot of its
 * own, which starts as a copy. Before and after, as Java with slots for names:
 *
 * <pre>
 *   f(slot0); slot0 = null; g();          slot9 = slot0; f(slot9); slot9 = null; g();
 * </pre>
 */
final class ReceiverSlot {
  private ReceiverSlot() {}

  private static boolean isWritten(MethodNode method) {
    if ((method.access & Opcodes.ACC_STATIC) != 0) {
      return false;
    }
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof VarInsnNode store
          && store.var == 0
          && store.getOpcode() >= Opcodes.ISTORE
          && store.getOpcode() <= Opcodes.ASTORE) {
        return true;
      }
    }
    return false;
  }

  /** Frees slot 0 of everything but the receiver, if the method writes to it. */
  static void keep(String owner, MethodNode method) {
    if (!isWritten(method)) {
      return;
    }
    int own = method.maxLocals;
    method.maxLocals += 2;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof VarInsnNode access && access.var == 0) {
        access.var = own;
      } else if (insn instanceof IincInsnNode increment && increment.var == 0) {
        increment.var = own;
      } else if (insn instanceof FrameNode frame) {
        moveFirst(frame, owner, own);
      }
    }
    moveNames(method, own);
    InsnList copy = new Code().loadRef(0).storeRef(own).list;
    method.instructions.insert(copy);
  }

  private static void moveFirst(FrameNode frame, String owner, int own) {
    List<Object> slots = Types.expand(frame.local == null ? List.of() : frame.local);
    Object first = slots.isEmpty() ? Opcodes.TOP : slots.get(0);
    while (slots.size() <= own) {
      slots.add(Opcodes.TOP);
    }
    slots.set(0, owner);
    slots.set(own, first);
    if (Types.isWide(first)) {
      slots.add(Opcodes.TOP);
    }
    frame.local = new ArrayList<>(Types.compact(slots));
  }

  /**
   * Debuggers find the receiver where it was, and a variable that shared its slot where it went.
   */
  private static void moveNames(MethodNode method, int own) {
    if (method.localVariables == null) {
      return;
    }
    for (LocalVariableNode variable : method.localVariables) {
      if (variable.index == 0 && !variable.name.equals("this")) {
        variable.index = own;
      }
    }
  }
}
