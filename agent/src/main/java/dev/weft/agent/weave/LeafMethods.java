package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Calls of other classes' methods that cannot suspend: the class file names exactly one target, and
 * that calls nothing that could. Such a call needs no suspend point: getters of records and Kotlin
 * classes, static helpers. What a loader has as a resource may differ from what it loads; a
 * suspension in such a method would then pin. Thread-safe.
 */
final class LeafMethods {
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

  private static final String ANY = "";
  private static final String FINAL = "final ";

  private Set<String> read(String owner) {
    try {
      ClassReader reader = hierarchy.read(owner);
      Calls calls = new Calls();
      reader.accept(calls, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return calls.leaves(owner);
    } catch (CannotWeaveException | IllegalArgumentException unreadable) {
      return Set.of();
    }
  }

  /** Collects, of every method with a body, the calls that could suspend. */
  private final class Calls extends ClassVisitor {
    private final Map<String, List<MethodInsnNode>> suspending = new HashMap<>();
    private final Set<String> finals = new HashSet<>();
    private boolean isFinal;

    Calls() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      isFinal = (access & Opcodes.ACC_FINAL) != 0;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
        return null;
      }
      String method = name + descriptor;
      if (isFinal || (access & (Opcodes.ACC_FINAL | Opcodes.ACC_PRIVATE)) != 0) {
        finals.add(method);
      }
      List<MethodInsnNode> calls = new ArrayList<>();
      suspending.put(method, calls);
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String type, boolean isInterface) {
          MethodInsnNode call = new MethodInsnNode(opcode, owner, called, type, isInterface);
          if (Redirects.isRedirected(call) || callSites.classify(call) != CallSites.Kind.FOREIGN) {
            calls.add(call);
          }
        }
      };
    }

    Set<String> leaves(String owner) {
      boolean changed;
      do {
        changed = false;
        for (List<MethodInsnNode> calls : suspending.values()) {
          changed |= calls.removeIf(call -> call.owner.equals(owner) && isOwnLeaf(call));
        }
      } while (changed);
      Set<String> leaves = new HashSet<>();
      suspending.forEach(
          (method, calls) -> {
            if (calls.isEmpty()) {
              leaves.add(ANY + method);
              if (finals.contains(method)) {
                leaves.add(FINAL + method);
              }
            }
          });
      return leaves;
    }

    private boolean isOwnLeaf(MethodInsnNode call) {
      String method = call.name + call.desc;
      List<MethodInsnNode> calls = suspending.get(method);
      boolean exact = call.getOpcode() == Opcodes.INVOKESTATIC || finals.contains(method);
      return exact && calls != null && calls.isEmpty();
    }
  }
}
