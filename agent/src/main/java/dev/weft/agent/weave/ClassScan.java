package dev.weft.agent.weave;

import dev.weft.agent.stub.ClassFile;
import dev.weft.core.ClassInfo;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What one pass over a class file finds, and what is to be done with each method. The same class
 * file gives the same answers.
 */
final class ClassScan {
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
  final ClassFile file;
  final Callees callees;
  final String name;
  private final CallSites callSites;
  private final @Nullable Neighbours neighbours;
  private final boolean isWoven;
  private final Map<String, MethodScan> ownByName = new HashMap<>();
  private final int access;
  private int stubs;

  private ClassScan(
      ClassFile file,
      CallSites callSites,
      @Nullable Neighbours neighbours,
      boolean isWoven,
      Map<String, String> leftAlone) {
    this.file = file;
    this.neighbours = neighbours;
    this.callees = new Callees(file);
    this.callSites = callSites;
    this.isWoven = isWoven;
    this.leftAlone = leftAlone;
    this.name = file.pool.getClassName();
    this.access = file.access();
    for (ClassFile.Method method : file.methods) {
      MethodScan scan = new MethodScan(file, method, callees);
      methods.add(scan);
      scan.nextOfName = ownByName.put(scan.name, scan);
    }
  }

  /**
   * @param neighbours what is known of other classes' methods; null: they may suspend
   * @param isWoven false for a class that is left alone: its methods only clear the link
   * @param leftAlone gets the methods that cannot be woven, with the reasons
   */
  static ClassScan of(
      ClassFile file,
      CallSites callSites,
      @Nullable Neighbours neighbours,
      boolean isWoven,
      Map<String, String> leftAlone) {
    ClassScan scan = new ClassScan(file, callSites, neighbours, isWoven, leftAlone);
    for (Callees.Callee callee : scan.callees.all) {
      scan.classify(callee);
    }
    if (isWoven) {
      scan.findSuspending();
    }
    return scan;
  }

  private void findSuspending() {
    for (MethodScan method : methods) {
      method.suspends = isCandidate(method) && maySuspend(method);
    }
    boolean changed;
    do {
      changed = false;
      for (MethodScan method : methods) {
        if (method.suspends && !suspends(method)) {
          method.suspends = false; // so a call that surely reaches it is none
          changed = true;
        }
      }
    } while (changed);
    for (MethodScan method : methods) {
      method.suspends = method.suspends && canBeWoven(method);
      stubs += method.suspends ? 1 : 0;
    }
  }

  private boolean isCandidate(MethodScan method) {
    return method.hasBody()
        && method.name.charAt(0) != '<'
        && !method.isShelved()
        && (method.access & Opcodes.ACC_SYNCHRONIZED) == 0;
  }

  private boolean canBeWoven(MethodScan method) {
    int size = method.maxSize();
    if (size > MOST_BYTES) {
      leftAlone.put(method.key(), "woven it would pass 32 KiB (" + size + " bytes)");
      return false;
    }
    if (Stub.argumentSlots(method) > MOST_ARGUMENT_SLOTS) {
      leftAlone.put(method.key(), "it has too many parameters to be called by a handle");
      return false;
    }
    return (method.access & Opcodes.ACC_BRIDGE) == 0 || mayCastItsResult(method);
  }

  /** Which a bridge need not. */
  private boolean mayCastItsResult(MethodScan method) {
    if (neighbours == null
        || !Erasure.isErased(method.descriptor, method.descriptor.indexOf(')') + 1, name)) {
      return true;
    }
    Type result = Type.getReturnType(method.descriptor);
    if (neighbours.isAccessible(result, name)) {
      return true;
    }
    leftAlone.put(
        method.key(), "it returns " + result.getClassName() + ", to which it may have no access");
    return false;
  }

  /** Once for each, so that the loops over calls have little to do. */
  private void classify(Callees.Callee callee) {
    MethodInsnNode insn = callee.insn;
    CallSites.Kind kind = CallSites.classifyQuickly(insn, callSites.kindOf(insn.owner));
    boolean isRedirected = Redirects.isRedirected(insn);
    MethodScan target = exactTarget(insn);
    callee.maySuspend = isRedirected || kind != CallSites.Kind.FOREIGN;
    callee.isDirect = !isRedirected && kind == CallSites.Kind.DIRECT;
    callee.target = target;
    boolean isUntouched = target != null && target.hasBody() && target.calls.isEmpty();
    callee.callsBack = !isUntouched && !CallSites.isClosed(insn);
  }

  private static boolean maySuspend(MethodScan method) {
    for (MethodScan.Call call : method.calls) {
      if (call.callee != null && call.callee.maySuspend) {
        return true;
      }
    }
    return false;
  }

  private boolean suspends(MethodScan method) {
    for (MethodScan.Call call : method.calls) {
      Callees.Callee callee = call.callee;
      if (callee != null && callee.maySuspend) {
        MethodScan target = callee.target;
        if (target == null ? !isLeaf(callee, method) : target.suspends) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether a call reaches a method of another class that cannot suspend. A callee of the same name
   * and descriptor would take the token of this method's caller for its own if it were not what was
   * seen of it.
   */
  private boolean isLeaf(Callees.Callee callee, MethodScan method) {
    Boolean known = callee.isLeaf;
    if (known == null) {
      known =
          neighbours != null
              && callee.isDirect
              && !callee.insn.owner.equals(name)
              && neighbours.isLeaf(callee.insn);
      callee.isLeaf = known;
    }
    return known
        && !(method.name.equals(callee.insn.name) && method.descriptor.equals(callee.insn.desc));
  }

  /** The method of this class that a call surely reaches, or null. */
  @Nullable MethodScan exactTarget(MethodInsnNode call) {
    if (!call.owner.equals(name)) {
      return null;
    }
    MethodScan target = ownByName.get(call.name);
    while (target != null && !target.descriptor.equals(call.desc)) {
      target = target.nextOfName;
    }
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
    Action action = method.action;
    if (action == null) {
      action = decide(method);
      method.action = action;
    }
    return action;
  }

  private Action decide(MethodScan method) {
    if (!method.hasBody()) {
      return Action.NONE;
    }
    if (method.suspends) {
      return Action.STUB;
    }
    if (method.name.charAt(0) == '<' && !method.isShelved()) {
      return Action.NONE;
    }
    boolean callsBack = false;
    boolean throwing = true;
    for (MethodScan.Call call : method.calls) {
      if (callsBack(call) && !(call.callee != null && isLeaf(call.callee, method))) {
        callsBack = true;
        throwing &= call.leadsToThrow;
      }
    }
    if (!callsBack) {
      return Action.NONE;
    }
    if (method.isShelved()) {
      return Action.SHELVE;
    }
    return throwing ? Action.CLEAR_BEFORE_THROWS : Action.CLEAR;
  }

  /** Whether a call may run code of the application. */
  boolean callsBack(MethodScan.Call call) {
    return call.callee == null || call.callee.callsBack;
  }

  /** Whether the class file has to change. */
  boolean changes() {
    for (MethodScan method : methods) {
      if (actionFor(method) != Action.NONE || redirectsLambdas(method)) {
        return true;
      }
    }
    return false;
  }

  boolean redirectsLambdas(MethodScan method) {
    return isWoven && method.hasLambdas;
  }

  int stubs() {
    return stubs;
  }

  boolean isFinal() {
    return (access & Opcodes.ACC_FINAL) != 0;
  }

  /**
   * @param isBoot whether an annotation may hide frames: of classes of the boot loader only
   * @param number the version by which the copy is found
   */
  ClassInfo info(boolean isBoot, int number) {
    ClassFile.Attribute source = file.attribute("SourceFile");
    String sourceFile = source == null ? null : file.utf8At(source.from());
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
