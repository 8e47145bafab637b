package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What weaving will do to one method: its suspend points, and what is live where. */
record MethodPlan(List<SuspendPoint> points, Liveness liveness) {

  /**
   * Analyses {@code method}, and moves allocations out of the way of its suspend points.
   *
   * @param calls the calls that may suspend
   */
  static MethodPlan of(
      String owner, MethodNode method, Set<MethodInsnNode> calls, AccessibleTypes types) {
    Set<MethodInsnNode> nodes = new LinkedHashSet<>(calls);
    types.substituteInFrames(method);
    Allocations.move(owner, method, nodes);
    Liveness liveness = Liveness.of(method);
    TypeStates states = TypeStates.of(owner, method, nodes::contains);
    List<SuspendPoint> points = new ArrayList<>();
    int line = 0;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LineNumberNode number) {
        line = number.line;
      } else if (insn instanceof MethodInsnNode call && calls.contains(call)) {
        TypeStates.State state = states.before(call);
        if (state != null) {
          Operands operands = Operands.of(call, state, type -> types.substitute(method, type));
          List<SuspendPoint.Local> locals =
              locals(state, liveness.after(call), type -> types.substitute(method, type));
          points.add(new SuspendPoint(points.size() + 1, call, line, locals, operands));
        }
      }
    }
    return new MethodPlan(points, liveness);
  }

  private static List<SuspendPoint.Local> locals(
      TypeStates.State state, BitSet live, UnaryOperator<Object> accessible) {
    List<SuspendPoint.Local> locals = new ArrayList<>();
    for (int i = live.nextSetBit(0);
        i >= 0 && i < state.locals().size();
        i = live.nextSetBit(i + 1)) {
      Object type = state.locals().get(i);
      if (type != Opcodes.TOP) {
        locals.add(new SuspendPoint.Local(i, accessible.apply(type)));
      }
    }
    return locals;
  }
}
