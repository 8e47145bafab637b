package dev.weft.agent.weave;

import dev.weft.agent.stub.ClassFile;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Calls of other classes' methods that cannot suspend: the class file names exactly one target, and
 * that calls nothing that could, or would pin anyway. Such a call needs no suspend point: getters
 * of records and Kotlin classes, static helpers. Asked when a copy is written: it reads the files
 * of those classes. What a loader has as a resource may differ from what it loads; a suspension in
 * such a method would then pin. Thread-safe.
 */
final class LeafMethods {
  private static final String ANY = "";
  private static final String FINAL = "final ";

  private final ClassHierarchy hierarchy;
  private final CallSites callSites;
  private final Map<String, Set<String>> leavesByClass = new ConcurrentHashMap<>();

  LeafMethods(ClassHierarchy hierarchy, CallSites callSites) {
    this.hierarchy = hierarchy;
    this.callSites = callSites;
  }

  boolean isLeaf(MethodInsnNode call) {
    if (ClassRules.isRuntime(call.owner)) {
      return false; // the API's methods suspend by other means than calls
    }
    Set<String> leaves = leavesByClass.get(call.owner);
    if (leaves == null) {
      leaves = read(call.owner);
      leavesByClass.put(call.owner, leaves);
    }
    boolean isDispatched =
        call.getOpcode() != Opcodes.INVOKESTATIC && call.getOpcode() != Opcodes.INVOKESPECIAL;
    return leaves.contains((isDispatched ? FINAL : ANY) + call.name + call.desc);
  }

  private Set<String> read(String owner) {
    try {
      ClassFile file = new ClassFile(hierarchy.classFile(owner));
      return leaves(ClassScan.of(file, callSites, null, true, new LinkedHashMap<>()));
    } catch (RuntimeException unreadable) {
      return Set.of();
    }
  }

  private static Set<String> leaves(ClassScan scan) {
    Set<String> leaves = new HashSet<>();
    for (MethodScan method : scan.methods) {
      if (method.hasBody() && scan.actionFor(method) != ClassScan.Action.STUB) {
        leaves.add(ANY + method.key());
        if (scan.isFinal() || (method.access & (Opcodes.ACC_FINAL | Opcodes.ACC_PRIVATE)) != 0) {
          leaves.add(FINAL + method.key());
        }
      }
    }
    return leaves;
  }
}
