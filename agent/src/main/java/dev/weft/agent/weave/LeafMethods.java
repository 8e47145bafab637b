package dev.weft.agent.weave;

import dev.weft.agent.classfile.ClassFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Calls of other classes' methods that cannot suspend: the class file names exactly one target, and
 * that calls nothing that could, or would pin anyway. Such a call needs no suspend point: getters
 * of records and Kotlin classes, static helpers. Asked when a copy is written: it reads the files
 * of those classes. What a loader has as a resource may differ from what it loads; a suspension in
 * such a method would then pin. Thread-safe.
 */
final class LeafMethods {
  private final ClassHierarchy hierarchy;
  private final CallSites callSites;
  private final Map<String, Leaves> leavesByClass = new ConcurrentHashMap<>();

  LeafMethods(ClassHierarchy hierarchy, CallSites callSites) {
    this.hierarchy = hierarchy;
    this.callSites = callSites;
  }

  boolean isLeaf(MethodInsnNode call) {
    if (ClassRules.isRuntime(call.owner)) {
      return false; // the API's methods suspend by other means than calls
    }
    Leaves leaves = leavesByClass.get(call.owner);
    if (leaves == null) {
      leaves = read(call.owner);
      leavesByClass.put(call.owner, leaves);
    }
    return leaves.areReachedBy(call);
  }

  private Leaves read(String owner) {
    try {
      ClassFile file = new ClassFile(hierarchy.classFile(owner));
      return Leaves.of(ClassScan.of(file, callSites, new LinkedHashMap<>()));
    } catch (RuntimeException unreadable) {
      return Leaves.NONE;
    }
  }
}
