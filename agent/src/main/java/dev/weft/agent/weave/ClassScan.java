package dev.weft.agent.weave;

import dev.weft.core.ClassInfo;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What one pass over a class file finds, and what is to be done with each method. The same class
 * file gives the same answers.
 */
final class ClassScan extends ClassVisitor {
  /** Longer methods are left alone: the woven form would have jumps that do not reach. */
  private static final int MOST_BYTES = Short.MAX_VALUE - 256;

  /** Of the 255 that a call may have: what the stub adds, and what binding a handle needs. */
  private static final int MOST_ARGUMENT_SLOTS = 250;

  /** What is done with a method. */
  enum Action {
    NONE,
    /** A stub that leads to its woven copy. */
    STUB,
    /** It is not woven, but calls others: the link is cleared when it begins. */
    CLEAR,
    /** The same, where it calls others only on its way to a throw: before those calls. */
    CLEAR_BEFORE_THROWS,
    /** The JVM calls it: the link is put by and back. */
    SHELVE
  }

  final List<MethodScan> methods = new ArrayList<>();
  final Map<String, String> leftAlone;
  int version;
  private final CallSites callSites;
  private final boolean isWoven;
  private final Map<String, MethodScan> own = new HashMap<>();
  private final Set<MethodScan> suspending = new HashSet<>();
  private String name = "";
  private int access;
  private @Nullable String sourceFile;

  private ClassScan(CallSites callSites, boolean isWoven, Map<String, String> leftAlone) {
    super(Opcodes.ASM9);
    this.callSites = callSites;
    this.isWoven = isWoven;
    this.leftAlone = leftAlone;
  }

  /**
   * @param isWoven false for a class that is left alone: its methods only clear the link
   * @param leftAlone gets the methods that cannot be woven, with the reasons
   */
  static ClassScan of(
      ClassReader reader, CallSites callSites, boolean isWoven, Map<String, String> leftAlone) {
    ClassScan scan = new ClassScan(callSites, isWoven, leftAlone);
    reader.accept(scan, ClassReader.SKIP_FRAMES);
    if (isWoven) {
      scan.findSuspending();
    }
    return scan;
  }

  @Override
  public void visit(
      int classVersion,
      int classAccess,
      String className,
      String signature,
      String superName,
      String[] interfaces) {
    version = classVersion & 0xFFFF;
    access = classAccess;
    name = className;
  }

  @Override
  public void visitSource(String source, String debug) {
    sourceFile = source;
  }

  @Override
  public MethodVisitor visitMethod(
      int methodAccess, String method, String descriptor, String signature, String[] exceptions) {
    MethodScan scan = new MethodScan(methodAccess, method, descriptor);
    methods.add(scan);
    own.put(scan.key(), scan);
    return scan;
  }

  private void findSuspending() {
    for (MethodScan method : methods) {
      if (isCandidate(method) && method.calls.stream().anyMatch(this::maySuspend)) {
        suspending.add(method);
      }
    }
    while (suspending.removeIf(method -> !suspends(method))) {
      // a call that surely reaches a method of this class that cannot suspend is none
    }
    suspending.removeIf(method -> !canBeWoven(method));
  }

  private boolean isCandidate(MethodScan method) {
    return method.hasBody()
        && method.name.charAt(0) != '<'
        && !method.isShelved()
        && (method.access & Opcodes.ACC_SYNCHRONIZED) == 0;
  }

  private boolean canBeWoven(MethodScan method) {
    int size = method.getMaxSize();
    if (size > MOST_BYTES) {
      leftAlone.put(method.key(), "woven it would pass 32 KiB (" + size + " bytes)");
      return false;
    }
    if (Stub.argumentSlots(method) > MOST_ARGUMENT_SLOTS) {
      leftAlone.put(method.key(), "it has too many parameters to be called by a handle");
      return false;
    }
    return true;
  }

  private boolean maySuspend(MethodScan.Call call) {
    return call.insn != null
        && (Redirects.isRedirected(call.insn)
            || callSites.classify(call.insn) != CallSites.Kind.FOREIGN);
  }

  private boolean suspends(MethodScan method) {
    for (MethodScan.Call call : method.calls) {
      if (maySuspend(call)) {
        MethodScan target = call.insn == null ? null : exactTarget(call.insn);
        if (target == null || suspending.contains(target)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The method of this class that a call surely reaches, or null. */
  @Nullable MethodScan exactTarget(MethodInsnNode call) {
    if (!call.owner.equals(name)) {
      return null;
    }
    MethodScan target = own.get(call.name + call.desc);
    if (target == null || (target.access & Opcodes.ACC_ABSTRACT) != 0) {
      return null;
    }
    boolean exact =
        call.getOpcode() == Opcodes.INVOKESTATIC
            || (target.access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL)) != 0
            || (access & Opcodes.ACC_FINAL) != 0;
    return exact ? target : null;
  }

  Action actionFor(MethodScan method) {
    if (!method.hasBody()) {
      return Action.NONE;
    }
    if (suspending.contains(method)) {
      return Action.STUB;
    }
    if (method.isShelved()) {
      return method.calls.stream().anyMatch(this::callsBack) ? Action.SHELVE : Action.NONE;
    }
    if (method.name.charAt(0) == '<' || method.calls.stream().noneMatch(this::callsBack)) {
      return Action.NONE;
    }
    boolean throwing =
        method.calls.stream().filter(this::callsBack).allMatch(call -> call.leadsToThrow);
    return throwing ? Action.CLEAR_BEFORE_THROWS : Action.CLEAR;
  }

  /** Whether a call may run code of the application. */
  boolean callsBack(MethodScan.Call call) {
    if (call.insn == null) {
      return true;
    }
    MethodScan target = exactTarget(call.insn);
    boolean isUntouched = target != null && target.hasBody() && target.calls.isEmpty();
    return !isUntouched && !CallSites.isClosed(call.insn);
  }

  /** Whether the class file has to change. */
  boolean changes() {
    return methods.stream().anyMatch(m -> actionFor(m) != Action.NONE || (isWoven && m.hasLambdas));
  }

  boolean redirectsLambdas(MethodScan method) {
    return isWoven && method.hasLambdas;
  }

  int stubs() {
    return suspending.size();
  }

  boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  /**
   * @param isBoot whether an annotation may hide frames: of classes of the boot loader only
   * @param number the version by which the copy is found
   */
  ClassInfo info(boolean isBoot, int number) {
    int count = methods.size();
    String[] names = new String[count];
    String[] descriptors = new String[count];
    BitSet statics = new BitSet(count);
    BitSet monitors = new BitSet(count);
    BitSet hidden = new BitSet(count);
    for (int i = 0; i < count; i++) {
      MethodScan method = methods.get(i);
      names[i] = method.name;
      descriptors[i] = method.descriptor;
      statics.set(i, method.isStatic());
      monitors.set(i, isWoven && method.entersMonitor); // else foreign as a whole
      hidden.set(i, isBoot && method.isHidden);
    }
    return new ClassInfo(names, descriptors, statics, monitors, sourceFile, hidden, number);
  }
}
