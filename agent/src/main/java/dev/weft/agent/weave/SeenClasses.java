package dev.weft.agent.weave;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
   */
  private record Seen(int number, Leaves leaves) {}

  private final Map<String, Seen> byName = new ConcurrentHashMap<>();
  private volatile int count;

  /** The number of the last one. */
  int count() {
    return count;
  }

  /** Takes in a class that is about to be defined. */
  synchronized void add(ClassScan scan) {
    Leaves leaves = Leaves.of(scan);
    if (leaves != Leaves.NONE) {
      byName.putIfAbsent(scan.name, new Seen(count + 1, leaves));
      count++; // whoever reads it finds the class
    }
  }

  /**
   * Whether a call surely reaches a method that cannot suspend.
   *
   * @param last number of the last class that counts
   */
  boolean isLeaf(MethodInsnNode call, int last) {
    Seen seen = byName.get(call.owner);
    return seen != null && seen.number <= last && seen.leaves.areReachedBy(call);
  }
}
