package dev.weft.agent.weave;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * How many monitors are held at each instruction: a forward data flow; where paths disagree, the
 * larger number counts.
 */
final class Monitors {
  /** Unbalanced code must not make the flow run for ever. */
  private static final int DEEPEST = 16;

  private final MethodNode method;
  private final InsnList code;
  private final int[] depth;
  private final Deque<Integer> work = new ArrayDeque<>();

  private Monitors(MethodNode method) {
    this.method = method;
    this.code = method.instructions;
    this.depth = new int[code.size()];
    Arrays.fill(depth, -1);
  }

  static boolean enters(MethodNode method) {
    if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
      return true;
    }
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == Opcodes.MONITORENTER) {
        return true;
      }
    }
    return false;
  }

  static Monitors of(MethodNode method) {
    Monitors monitors = new Monitors(method);
    monitors.flowTo(0, (method.access & Opcodes.ACC_SYNCHRONIZED) != 0 ? 1 : 0);
    while (!monitors.work.isEmpty()) {
      monitors.step(monitors.work.pop());
    }
    return monitors;
  }

  boolean isHeldAt(AbstractInsnNode insn) {
    return depth[code.indexOf(insn)] > 0;
  }

  private void flowTo(int index, int held) {
    if (index < depth.length && held > depth[index] && held <= DEEPEST) {
      depth[index] = held;
      work.push(index);
    }
  }

  private void flowTo(LabelNode label, int held) {
    flowTo(code.indexOf(label), held);
  }

  private void step(int index) {
    AbstractInsnNode insn = code.get(index);
    int held = depth[index];
    if (insn.getOpcode() >= 0) {
      flowToHandlers(index, held);
    }
    int after =
        insn.getOpcode() == Opcodes.MONITORENTER
            ? held + 1
            : insn.getOpcode() == Opcodes.MONITOREXIT ? Math.max(0, held - 1) : held;
    flowOn(insn, index, after);
  }

  private void flowToHandlers(int index, int held) {
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (code.indexOf(block.start) <= index && index < code.indexOf(block.end)) {
        flowTo(block.handler, held);
        if (block.type == null) {
          return; // it catches all, so no later handler is reached from here
        }
      }
    }
  }

  private void flowOn(AbstractInsnNode insn, int index, int held) {
    int opcode = insn.getOpcode();
    if (insn instanceof JumpInsnNode jump) {
      flowTo(jump.label, held);
      if (opcode == Opcodes.GOTO) {
        return;
      }
    } else if (insn instanceof TableSwitchInsnNode table) {
      flowToAll(table.dflt, table.labels, held);
      return;
    } else if (insn instanceof LookupSwitchInsnNode lookup) {
      flowToAll(lookup.dflt, lookup.labels, held);
      return;
    } else if (Code.endsMethod(opcode)) {
      return;
    }
    flowTo(index + 1, held);
  }

  private void flowToAll(LabelNode fallback, List<LabelNode> targets, int held) {
    flowTo(fallback, held);
    for (LabelNode target : targets) {
      flowTo(target, held);
    }
  }
}
