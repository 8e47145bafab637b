package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The types of locals and operands just before chosen calls, by carrying the class file's own stack
 * map frames forward: no class hierarchy is loaded.
 */
final class TypeStates {
  /**
   * One entry a slot in {@code locals}, one a value in {@code stack}; uninitialised objects are
   * their NEW instruction.
   */
  record State(List<Object> locals, List<Object> stack) {}

  private final Map<AbstractInsnNode, State> states = new HashMap<>();
  private final Map<Label, AbstractInsnNode> allocations = new HashMap<>();

  private TypeStates() {}

  /** Every NEW must have a label directly before it ({@link Preparation}). */
  static TypeStates of(String owner, MethodNode method, Predicate<MethodInsnNode> wanted) {
    TypeStates result = new TypeStates();
    AnalyzerAdapter adapter =
        new AnalyzerAdapter(owner, method.access, method.name, method.desc, null);
    for (AbstractInsnNode insn = method.instructions.getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn.getOpcode() == Opcodes.NEW) {
        result.noteLabels(insn);
      }
      if (insn instanceof MethodInsnNode call && adapter.stack != null && wanted.test(call)) {
        result.states.put(insn, result.snapshot(adapter));
      }
      insn.accept(adapter);
    }
    return result;
  }

  private void noteLabels(AbstractInsnNode allocation) {
    for (AbstractInsnNode i = allocation.getPrevious();
        i != null && i.getOpcode() < 0;
        i = i.getPrevious()) {
      if (i instanceof LabelNode label) {
        allocations.put(label.getLabel(), allocation);
      }
    }
  }

  private State snapshot(AnalyzerAdapter adapter) {
    List<Object> stack = new ArrayList<>();
    List<Object> slots = adapter.stack;
    for (int i = 0; i < slots.size(); i++) {
      Object type = slots.get(i);
      stack.add(resolve(type));
      if (Types.isWide(type)) {
        i++;
      }
    }
    List<Object> locals = new ArrayList<>(adapter.locals.size());
    for (Object type : adapter.locals) {
      locals.add(resolve(type));
    }
    return new State(locals, stack);
  }

  private Object resolve(Object type) {
    if (type instanceof Label label) {
      AbstractInsnNode allocation = allocations.get(label);
      if (allocation == null) {
        throw new IllegalStateException("an uninitialised type without its NEW");
      }
      return allocation;
    }
    return type;
  }

  /** Null for a call that cannot be reached. */
  @Nullable State before(AbstractInsnNode call) {
    return states.get(call);
  }

  /** The NEW instruction that a label in a frame stands for. */
  @Nullable AbstractInsnNode allocationAt(LabelNode label) {
    return allocations.get(label.getLabel());
  }
}
