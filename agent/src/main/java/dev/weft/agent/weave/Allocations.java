package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Moves a {@code new} whose arguments may suspend to after them, since an uninitialised object
 * cannot be saved.
 *
 * <pre>
 * before                     after
 *   NEW X                      NEW X; POP             class initialisation happens where it did
 *   DUP                        ACONST_NULL; DUP       placeholders keep the operand stack's shape
 *   ... arguments ...          ... arguments ...
 *   INVOKESPECIAL X.&lt;init&gt;     arguments to locals; placeholders popped;
 *                              NEW X; DUP; arguments; INVOKESPECIAL X.&lt;init&gt;
 * </pre>
 */
final class Allocations {
  private final MethodNode method;

  private Allocations(MethodNode method) {
    this.method = method;
  }

  /** An operand that waits in a local. */
  private record Operand(Object type, int local) {}

  /** Gives every NEW a label of its own, by which types name it. */
  static void label(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == Opcodes.NEW && !(insn.getPrevious() instanceof LabelNode)) {
        method.instructions.insertBefore(insn, new LabelNode());
      }
    }
  }

  /** Moves those that are uninitialised at one of {@code calls}; true if there were any. */
  static boolean move(String owner, MethodNode method, Set<MethodInsnNode> calls) {
    label(method);
    TypeStates states =
        TypeStates.of(owner, method, call -> calls.contains(call) || call.name.equals("<init>"));
    Set<AbstractInsnNode> moved = pending(states, calls);
    if (moved.isEmpty()) {
      return false;
    }
    new Allocations(method).rewrite(states, moved);
    return true;
  }

  private static Set<AbstractInsnNode> pending(TypeStates states, Set<MethodInsnNode> calls) {
    Set<AbstractInsnNode> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (MethodInsnNode call : calls) {
      TypeStates.State state = states.before(call);
      if (state != null) {
        for (Object type : state.stack()) {
          addAllocation(found, type);
        }
        for (Object type : state.locals()) {
          addAllocation(found, type);
        }
      }
    }
    return found;
  }

  private static void addAllocation(Set<AbstractInsnNode> found, Object type) {
    if (type instanceof AbstractInsnNode allocation) {
      found.add(allocation);
    }
  }

  private void rewrite(TypeStates states, Set<AbstractInsnNode> moved) {
    for (AbstractInsnNode insn : method.instructions.toArray()) {
      if (insn instanceof FrameNode frame) {
        frame.local = withPlaceholders(states, moved, frame.local);
        frame.stack = withPlaceholders(states, moved, frame.stack);
      } else if (insn instanceof MethodInsnNode call && call.name.equals("<init>")) {
        TypeStates.State state = states.before(call);
        if (state != null) {
          moveInto(call, state, moved);
        }
      }
    }
    for (AbstractInsnNode allocation : moved) {
      method.instructions.insert(allocation, new InsnNode(Opcodes.ACONST_NULL));
      method.instructions.insert(allocation, new InsnNode(Opcodes.POP));
    }
  }

  private static List<Object> withPlaceholders(
      TypeStates states, Set<AbstractInsnNode> moved, List<Object> types) {
    if (types == null) {
      return new ArrayList<>();
    }
    List<Object> result = new ArrayList<>(types.size());
    for (Object type : types) {
      boolean placeholder =
          type instanceof LabelNode label && moved.contains(states.allocationAt(label));
      result.add(placeholder ? Opcodes.NULL : type);
    }
    return result;
  }

  private void moveInto(MethodInsnNode init, TypeStates.State state, Set<AbstractInsnNode> moved) {
    Type[] arguments = Type.getArgumentTypes(init.desc);
    int object = state.stack().size() - arguments.length - 1;
    Object allocation = state.stack().get(object);
    if (!(allocation instanceof AbstractInsnNode) || !moved.contains(allocation)) {
      return;
    }
    int local = method.maxLocals;
    Code code = new Code();
    int[] argumentLocals = new int[arguments.length];
    for (int i = arguments.length - 1; i >= 0; i--) {
      argumentLocals[i] = local;
      code.store(Types.of(arguments[i]), local);
      local += arguments[i].getSize();
    }
    int copy = local++;
    List<Operand> above = new ArrayList<>();
    local = popToLowestCopy(code, state, object, allocation, copy, local, above);
    method.maxLocals = Math.max(method.maxLocals, local);

    code.add(new TypeInsnNode(Opcodes.NEW, init.owner)).op(Opcodes.DUP);
    for (int i = 0; i < arguments.length; i++) {
      code.load(Types.of(arguments[i]), argumentLocals[i]);
    }
    method.instructions.insertBefore(init, code.list);
    method.instructions.insert(init, afterInit(state, allocation, copy, above));
  }

  /**
   * Pops the placeholders and what lies between them; {@code above} gets what was there, lowest
   * first.
   */
  private static int popToLowestCopy(
      Code code,
      TypeStates.State state,
      int object,
      Object allocation,
      int copy,
      int firstLocal,
      List<Operand> above) {
    int lowest = object;
    for (int i = 0; i < object; i++) {
      if (state.stack().get(i) == allocation) {
        lowest = i;
        break;
      }
    }
    int local = firstLocal;
    code.op(Opcodes.POP);
    for (int i = object - 1; i >= lowest; i--) {
      Object type = state.stack().get(i);
      if (type == allocation) {
        code.op(Opcodes.POP);
        above.add(0, new Operand("", copy));
      } else {
        Object stored = type instanceof AbstractInsnNode ? Opcodes.NULL : type;
        code.store(stored, local);
        above.add(0, new Operand(stored, local));
        local += Types.isWide(stored) ? 2 : 1;
      }
    }
    return local;
  }

  private InsnList afterInit(
      TypeStates.State state, Object allocation, int copy, List<Operand> above) {
    Code code = new Code();
    code.storeRef(copy);
    for (Operand operand : above) {
      code.load(operand.type, operand.local);
    }
    for (int i = 0; i < state.locals().size(); i++) {
      if (state.locals().get(i) == allocation) {
        code.loadRef(copy).storeRef(i);
      }
    }
    return code.list;
  }
}
