package dev.weft.agent.weave;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A number for a method's body and its suspend points: the same for the same ones, whatever their
 * line numbers and the order of the constant pool; for others another, as far as 64 bits go.
 */
final class Fingerprint {
  private static final long PRIME = 0x100000001b3L;

  private final Map<LabelNode, Integer> places = new HashMap<>();
  private long hash = 0xcbf29ce484222325L;

  private Fingerprint() {}

  /** Never 0. */
  static long of(MethodNode method, Set<? extends AbstractInsnNode> points) {
    Fingerprint print = new Fingerprint();
    print.addBody(method, points);
    return print.hash == 0 ? 1 : print.hash;
  }

  /** Of a name or the like. Never 0. */
  static long of(String text) {
    Fingerprint print = new Fingerprint();
    print.add(text);
    return print.hash == 0 ? 1 : print.hash;
  }

  private void addBody(MethodNode method, Set<? extends AbstractInsnNode> points) {
    int place = 0;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LabelNode label) {
        places.put(label, place);
      } else if (insn.getOpcode() >= 0) {
        place++;
      }
    }
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() >= 0) {
        add(points.contains(insn) ? insn.getOpcode() | 0x100 : insn.getOpcode());
        addOperands(insn);
      }
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      add(block.start);
      add(block.end);
      add(block.handler);
      add((Object) block.type); // null where all is caught
    }
  }

  private void addOperands(AbstractInsnNode insn) {
    if (insn instanceof VarInsnNode var) {
      add(var.var);
    } else if (insn instanceof MethodInsnNode call) {
      add(call.owner);
      add(call.name);
      add(call.desc);
    } else if (insn instanceof FieldInsnNode field) {
      add(field.owner);
      add(field.name);
      add(field.desc);
    } else if (insn instanceof TypeInsnNode type) {
      add(type.desc);
    } else if (insn instanceof JumpInsnNode jump) {
      add(jump.label);
    } else if (insn instanceof IntInsnNode number) {
      add(number.operand);
    } else if (insn instanceof IincInsnNode increment) {
      add(increment.var);
      add(increment.incr);
    } else if (insn instanceof LdcInsnNode constant) {
      add(constant.cst);
    } else {
      addRareOperands(insn);
    }
  }

  private void addRareOperands(AbstractInsnNode insn) {
    if (insn instanceof InvokeDynamicInsnNode dynamic) {
      add(dynamic.name);
      add(dynamic.desc);
      add(dynamic.bsm);
      List.of(dynamic.bsmArgs).forEach(this::add);
    } else if (insn instanceof TableSwitchInsnNode table) {
      add(table.min);
      add(table.dflt);
      table.labels.forEach(this::add);
    } else if (insn instanceof LookupSwitchInsnNode lookup) {
      lookup.keys.forEach(this::add);
      add(lookup.dflt);
      lookup.labels.forEach(this::add);
    } else if (insn instanceof MultiANewArrayInsnNode array) {
      add(array.desc);
      add(array.dims);
    }
  }

  private void add(@Nullable Object constant) {
    if (constant instanceof LabelNode label) {
      add(places.getOrDefault(label, -1).intValue());
    } else {
      add(constant == null ? "" : constant.getClass().getSimpleName() + constant);
    }
  }

  private void add(@Nullable String text) {
    if (text == null) {
      add(-1); // the type of a handler for all
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      add(text.charAt(i));
    }
    add(text.length());
  }

  private void add(int number) {
    hash = (hash ^ number) * PRIME;
    hash ^= hash >>> 29;
  }
}
