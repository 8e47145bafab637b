package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which locals may still be read: the classic backward data flow, exception edges included. A local
 * of two slots is known by its first.
 */
final class Liveness {
  private final MethodNode method;
  private final InsnList code;
  private final Map<LabelNode, BitSet> atLabel = new HashMap<>();
  private final Map<AbstractInsnNode, BitSet> results = new HashMap<>();

  private Liveness(MethodNode method) {
    this.method = method;
    this.code = method.instructions;
  }

  static Liveness of(MethodNode method) {
    Liveness liveness = new Liveness(method);
    while (liveness.pass(false)) {
      // until nothing changes
    }
    liveness.pass(true);
    return liveness;
  }

  /** The locals live after {@code call} returns or throws; for a frame node, those live there. */
  BitSet after(AbstractInsnNode insn) {
    BitSet live = results.get(insn);
    return live == null ? new BitSet() : live;
  }

  private boolean pass(boolean record) {
    boolean changed = false;
    BitSet live = new BitSet();
    HandlerSweep handlers = new HandlerSweep(method);
    for (AbstractInsnNode insn = code.getLast(); insn != null; insn = insn.getPrevious()) {
      if (insn instanceof LabelNode label) {
        handlers.at(label);
        changed |= merge(label, live);
      } else if (insn instanceof FrameNode) {
        recordIf(record, insn, live);
      } else if (insn.getOpcode() >= 0) {
        live = before(insn, live, handlers.active(), record);
      }
    }
    return changed;
  }

  private void recordIf(boolean record, AbstractInsnNode insn, BitSet live) {
    if (record) {
      results.put(insn, (BitSet) live.clone());
    }
  }

  private boolean merge(LabelNode label, BitSet live) {
    BitSet known = atLabel.get(label);
    if (known == null) {
      atLabel.put(label, (BitSet) live.clone());
      return !live.isEmpty();
    }
    int before = known.cardinality();
    known.or(live);
    return known.cardinality() != before;
  }

  private BitSet before(
      AbstractInsnNode insn, BitSet after, List<TryCatchBlockNode> handlers, boolean record) {
    BitSet live = flow(insn, after);
    if (record && insn instanceof MethodInsnNode) {
      BitSet result = (BitSet) live.clone();
      addHandlers(result, handlers);
      results.put(insn, result);
    }
    if (insn instanceof VarInsnNode access) {
      live.set(access.var, access.getOpcode() < Opcodes.ISTORE);
    } else if (insn instanceof IincInsnNode increment) {
      live.set(increment.var);
    }
    addHandlers(live, handlers);
    return live;
  }

  private void addHandlers(BitSet live, List<TryCatchBlockNode> handlers) {
    for (TryCatchBlockNode block : handlers) {
      orLabel(live, block.handler);
    }
  }

  /** What is live after {@code insn}, by where it goes. */
  private BitSet flow(AbstractInsnNode insn, BitSet next) {
    int opcode = insn.getOpcode();
    if (Code.endsMethod(opcode)) {
      return new BitSet();
    }
    if (insn instanceof JumpInsnNode jump) {
      BitSet live = opcode == Opcodes.GOTO ? new BitSet() : next;
      orLabel(live, jump.label);
      return live;
    }
    if (insn instanceof TableSwitchInsnNode table) {
      return ofTargets(table.dflt, table.labels);
    }
    if (insn instanceof LookupSwitchInsnNode lookup) {
      return ofTargets(lookup.dflt, lookup.labels);
    }
    return next;
  }

  private BitSet ofTargets(LabelNode fallback, List<LabelNode> targets) {
    BitSet live = new BitSet();
    orLabel(live, fallback);
    for (LabelNode target : targets) {
      orLabel(live, target);
    }
    return live;
  }

  private void orLabel(BitSet live, LabelNode label) {
    BitSet there = atLabel.get(label);
    if (there != null) {
      live.or(there);
    }
  }

  /** The exception table's entries that cover the current place of a backward sweep. */
  private static final class HandlerSweep {
    private final Map<LabelNode, List<TryCatchBlockNode>> ends = new HashMap<>();
    private final Map<LabelNode, List<TryCatchBlockNode>> starts = new HashMap<>();
    private final List<TryCatchBlockNode> active = new ArrayList<>();

    HandlerSweep(MethodNode method) {
      for (TryCatchBlockNode block : method.tryCatchBlocks) {
        ends.computeIfAbsent(block.end, l -> new ArrayList<>()).add(block);
        starts.computeIfAbsent(block.start, l -> new ArrayList<>()).add(block);
      }
    }

    void at(LabelNode label) {
      @Nullable List<TryCatchBlockNode> ended = ends.get(label);
      if (ended != null) {
        active.addAll(ended);
      }
      @Nullable List<TryCatchBlockNode> started = starts.get(label);
      if (started != null) {
        active.removeAll(started);
      }
    }

    List<TryCatchBlockNode> active() {
      return active;
    }
  }
}
