package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What was seen of the classes of one loader when they were woven: their methods that cannot
 * suspend. To read the files of classes that are not loaded yet would take longer than all else
 * that is done with a class as it loads.
 *
 * <p>Which classes were loaded before another one is chance, and its copy, which is written later,
 * must go by the same knowledge as its stubs did. So each class has a number, in the order in which
 * they came, and who asks says up to which one. Thread-safe.
 */
final class SeenClasses {
  /**
   * A class with such methods.
   *
   * @param number from 1
   * @param leaves name and descriptor of each, in turns
   * @param exact which of them a virtual call surely reaches
   */
  private record Seen(int number, String[] leaves, BitSet exact) {}

  private final Map<String, Seen> byName = new ConcurrentHashMap<>();
  private volatile int count;

  /** The number of the last one. */
  int count() {
    return count;
  }

  /** Takes in a class that is about to be defined. */
  synchronized void add(ClassScan scan) {
    List<String> leaves = new ArrayList<>();
    BitSet exact = new BitSet();
    for (MethodScan method : scan.methods) {
      if (method.hasBody() && scan.actionFor(method) != ClassScan.Action.STUB) {
        exact.set(leaves.size() / 2, scan.isFinal() || isFinal(method));
        leaves.add(method.name);
        leaves.add(method.descriptor);
      }
    }
    if (!leaves.isEmpty()) {
      byName.putIfAbsent(scan.name, new Seen(count + 1, leaves.toArray(new String[0]), exact));
      count++; // whoever reads it finds the class
    }
  }

  private static boolean isFinal(MethodScan method) {
    return (method.access & (Opcodes.ACC_FINAL | Opcodes.ACC_PRIVATE)) != 0;
  }

  /**
   * Whether a call surely reaches a method that cannot suspend.
   *
   * @param last number of the last class that counts
   */
  boolean isLeaf(MethodInsnNode call, int last) {
    Seen seen = byName.get(call.owner);
    if (seen == null || seen.number > last) {
      return false;
    }
    for (int i = 0; i < seen.leaves.length; i += 2) {
      if (seen.leaves[i].equals(call.name) && seen.leaves[i + 1].equals(call.desc)) {
        return isStaticallyBound(call) || seen.exact.get(i / 2);
      }
    }
    return false;
  }

  private static boolean isStaticallyBound(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKESTATIC || call.getOpcode() == Opcodes.INVOKESPECIAL;
  }
}
