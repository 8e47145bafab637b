package dev.weft.agent.weave;

import dev.weft.agent.classfile.ClassFile;
import dev.weft.core.ClassInfo;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What one pass over a class file finds, and what is to be done with each method. The same class
 * file gives the same answers.
 */
final class ClassScan {
  /** Longer methods are left alone: the woven form would have jumps that do not reach. */
  private static final int MOST_BYTES = Short.MAX_VALUE - 256;

  /** Of the 255 that a call may have: the continuation, and what binding a handle needs. */
  static final int MOST_ARGUMENT_SLOTS = 250;

  final List<MethodScan> methods = new ArrayList<>();
  final Map<String, String> leftAlone;
  final ClassFile file;
  final Callees callees;
  final String name;
  private final CallSites callSites;
  private final Map<String, MethodScan> ownByName = new HashMap<>();
  private final int access;

  private ClassScan(ClassFile file, CallSites callSites, Map<String, String> leftAlone) {
    this.file = file;
    this.callees = new Callees(file);
    this.callSites = callSites;
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
   * @param leftAlone gets the methods that cannot be woven, with the reasons
   */
  static ClassScan of(ClassFile file, CallSites callSites, Map<String, String> leftAlone) {
    ClassScan scan = new ClassScan(file, callSites, leftAlone);
    for (Callees.Callee callee : scan.callees.all) {
      scan.classify(callee);
    }
    scan.findSuspending();
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
    }
  }

  private boolean isCandidate(MethodScan method) {
    return method.hasBody()
        && method.name.charAt(0) != '<'
        && (method.access & Opcodes.ACC_SYNCHRONIZED) == 0;
  }

  private boolean canBeWoven(MethodScan method) {
    int size = method.maxSize();
    if (size > MOST_BYTES) {
      leftAlone.put(method.key(), "woven it would pass 32 KiB (" + size + " bytes)");
      return false;
    }
    if (CopyMethod.argumentSlots(method) > MOST_ARGUMENT_SLOTS) {
      leftAlone.put(method.key(), "it has too many parameters to be called by a handle");
      return false;
    }
    return true;
  }

  /** Once for each, so that the loops over calls have little to do. */
  private void classify(Callees.Callee callee) {
    MethodInsnNode insn = callee.insn;
    callee.maySuspend = Redirects.isRedirected(insn) || callSites.maySuspend(insn);
    callee.target = exactTarget(insn);
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
        if (target == null || target.suspends) {
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
    int[] flags = new int[count];
    BitSet monitors = new BitSet(count);
    BitSet hidden = new BitSet(count);
    for (int i = 0; i < count; i++) {
      MethodScan method = methods.get(i);
      names[i] = method.name;
      descriptors[i] = method.descriptor;
      flags[i] = method.access;
      monitors.set(i, method.entersMonitor);
      hidden.set(i, isBoot && method.isHidden);
    }
    return new ClassInfo(names, descriptors, flags, monitors, sourceFile, hidden, number);
  }
}
