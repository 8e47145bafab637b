package dev.weft.agent.weave;

import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/** What the stubs of a class, and its copy, may take for granted of other classes. */
final class Neighbours {
  private final ClassHierarchy hierarchy;
  private final SeenClasses seen;

  /** The number of the last class that counts. */
  final int last;

  /**
   * @param last the number of the last class that was seen when the class was woven
   */
  Neighbours(ClassHierarchy hierarchy, SeenClasses seen, int last) {
    this.hierarchy = hierarchy;
    this.seen = seen;
    this.last = last;
  }

  /** Whether a call reaches a method that cannot suspend. */
  boolean isLeaf(MethodInsnNode call) {
    // the API's methods suspend by other means than calls
    return !ClassRules.isRuntime(call.owner) && seen.isLeaf(call, last);
  }

  /** Whether {@code from} may surely cast to that type: a bridge's result need not be so. */
  boolean isAccessible(Type type, String from) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    String name = element.getInternalName();
    if (packageOf(name).equals(packageOf(from))) {
      return true;
    }
    try {
      return hierarchy.isPublic(name);
    } catch (RuntimeException notThere) {
      return false;
    }
  }

  private static String packageOf(String internalName) {
    return internalName.substring(0, Math.max(0, internalName.lastIndexOf('/')));
  }
}
