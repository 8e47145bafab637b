package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What weaving will do to one method: its suspend points, and what is live where. */
record MethodPlan(List<SuspendPoint> points, Liveness liveness) {

  /**
   * Analyses {@code method}, and moves allocations out of the way of its suspend points.
   *
   * @param calls the calls that may suspend, with how they are announced
   */
  static MethodPlan of(String owner, MethodNode method, Map<MethodInsnNode, CallSites.Kind> calls) {
    Set<MethodInsnNode> nodes = new LinkedHashSet<>(calls.keySet());
    Allocations.move(owner, method, nodes);
    Liveness liveness = Liveness.of(method);
    TypeStates states = TypeStates.of(owner, method, nodes::contains);
    List<SuspendPoint> points = new ArrayList<>();
    int line = 0;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LineNumberNode number) {
        line = number.line;
      } else if (insn instanceof MethodInsnNode call && calls.containsKey(call)) {
        TypeStates.State state = states.before(call);
        if (state != null) {
          points.add(
              point(points.size() + 1, call, calls.get(call), line, state, liveness.after(call)));
        }
      }
    }
    return new MethodPlan(points, liveness);
  }

  private static SuspendPoint point(
      int number,
      MethodInsnNode call,
      CallSites.Kind kind,
      int line,
      TypeStates.State state,
      BitSet live) {
    int consumed =
        Type.getArgumentCount(call.desc) + (call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1);
    List<Object> stack = state.stack();
    int below = stack.size() - consumed;
    List<SuspendPoint.Local> locals = new ArrayList<>();
    for (int i = live.nextSetBit(0);
        i >= 0 && i < state.locals().size();
        i = live.nextSetBit(i + 1)) {
      Object type = state.locals().get(i);
      if (type != Opcodes.TOP) {
        locals.add(new SuspendPoint.Local(i, type));
      }
    }
    return new SuspendPoint(
        number,
        call,
        kind,
        line,
        locals,
        List.copyOf(stack.subList(0, below)),
        List.copyOf(stack.subList(below, stack.size())));
  }
}
