package dev.weft.agent.weave;

import dev.weft.agent.lambda.LambdaSites;
import dev.weft.core.ClassInfo;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * One attempt at weaving one class: collects the calls that may suspend, weaves the methods that
 * have any, writes.
 */
final class ClassWeaver {
  private static final String HIDDEN = "Ljdk/internal/vm/annotation/Hidden;";

  private final CallSites callSites;
  private final ClassNode node;
  private final ClassReader reader;
  private final AccessibleTypes types;
  private final Map<String, String> leftAlone;
  private final boolean isBoot;
  private final LeafMethods leaves;
  private final Declarations declarations;
  private final int oldVersion;
  private final boolean wovenKind;
  private final ClassVersions.Builder versions;
  private final Map<String, MethodNode> own = new HashMap<>();
  private final Map<MethodNode, Map<MethodInsnNode, CallSites.Kind>> calls = new LinkedHashMap<>();
  private final Map<MethodNode, Integer> places = new HashMap<>();

  ClassWeaver(
      Weaver weaver,
      ClassNode node,
      ClassReader reader,
      AccessibleTypes types,
      Map<String, String> leftAlone,
      @Nullable ClassLoader loader,
      int oldVersion,
      @Nullable ClassVersions previous) {
    this.callSites = weaver.callSites();
    this.node = node;
    this.reader = reader;
    this.types = types;
    this.leftAlone = leftAlone;
    this.isBoot = loader == null;
    this.leaves = weaver.leavesOf(loader);
    this.declarations =
        new Declarations(
            weaver.rules(), weaver.hierarchyOf(loader), node.name, node.superName, own.keySet());
    this.oldVersion = oldVersion;
    this.versions = new ClassVersions.Builder(previous, node.methods.size());
    this.wovenKind = weaver.rules().isWoven(node.name);
  }

  /** Null if methods failed, which are noted as left alone: then the class must be begun again. */
  @Nullable WovenClass weave() {
    for (MethodNode method : node.methods) {
      own.put(method.name + method.desc, method);
    }
    boolean changed = false;
    if (wovenKind) {
      for (MethodNode method : node.methods) {
        changed |= LambdaSites.redirect(method);
        collectCalls(method);
      }
      dropCallsThatCannotSuspend();
    }
    int woven = 0;
    boolean failed = false;
    for (MethodNode method : node.methods) {
      int place = versions.place(method.name + method.desc);
      places.put(method, place);
      if (Shelving.isFor(method)) {
        changed |= shelveIfNeeded(method);
      } else if (isCandidate(method)) {
        boolean done = false;
        try {
          done = weaveMethod(method, place);
        } catch (MethodFailedException e) {
          leftAlone.put(e.method, e.reason);
          failed = true;
        }
        woven += done ? 1 : 0;
        if (!done) {
          changed |= clearIfNeeded(method);
          changed |= refuseIfNeeded(method, place);
        }
        changed |= done;
      }
    }
    if (failed) {
      return null;
    }
    return changed
        ? new WovenClass(write(), info(), versions.build(), woven, leftAlone)
        : new WovenClass(null, null, null, 0, leftAlone);
  }

  private boolean isCandidate(MethodNode method) {
    return (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0
        && method.name.charAt(0) != '<';
  }

  private void collectCalls(MethodNode method) {
    if (!isCandidate(method)
        || Shelving.isFor(method)
        || leftAlone.containsKey(method.name + method.desc)
        || (method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
      return;
    }
    Redirects.apply(node, method);
    Map<MethodInsnNode, CallSites.Kind> found = new LinkedHashMap<>();
    Monitors monitors = Monitors.enters(method) ? Monitors.of(method) : null;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call) {
        CallSites.Kind kind = announcementOf(call);
        if (kind != CallSites.Kind.FOREIGN && (monitors == null || !monitors.isHeldAt(call))) {
          found.put(call, kind);
        }
      }
    }
    if (!found.isEmpty()) {
      calls.put(method, found);
    }
  }

  /**
   * A call that surely reaches a method of this class without suspend points needs no point of its
   * own.
   */
  private void dropCallsThatCannotSuspend() {
    for (Map<MethodInsnNode, CallSites.Kind> found : calls.values()) {
      found.entrySet().removeIf(call -> isLeafElsewhere(call.getKey(), call.getValue()));
    }
    calls.values().removeIf(Map::isEmpty);
    boolean changed;
    do {
      changed = false;
      for (var entry = calls.entrySet().iterator(); entry.hasNext(); ) {
        Map<MethodInsnNode, CallSites.Kind> found = entry.next().getValue();
        changed |=
            found
                .keySet()
                .removeIf(
                    call -> {
                      MethodNode target = ownTarget(call);
                      return target != null && !calls.containsKey(target);
                    });
        if (found.isEmpty()) {
          entry.remove();
        }
      }
    } while (changed);
  }

  private boolean isLeafElsewhere(MethodInsnNode call, CallSites.Kind kind) {
    return kind == CallSites.Kind.DIRECT && !call.owner.equals(node.name) && leaves.isLeaf(call);
  }

  private CallSites.Kind announcementOf(MethodInsnNode call) {
    CallSites.Kind kind = callSites.classify(call);
    return kind == CallSites.Kind.DIRECT ? declarations.kindOf(call) : kind;
  }

  private @Nullable MethodNode ownTarget(MethodInsnNode call) {
    if (!call.owner.equals(node.name)) {
      return null;
    }
    MethodNode target = own.get(call.name + call.desc);
    if (target == null || (target.access & Opcodes.ACC_ABSTRACT) != 0) {
      return null;
    }
    boolean exact =
        call.getOpcode() == Opcodes.INVOKESTATIC
            || (target.access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL)) != 0
            || (node.access & Opcodes.ACC_FINAL) != 0;
    return exact ? target : null;
  }

  private boolean weaveMethod(MethodNode method, int place) {
    Map<MethodInsnNode, CallSites.Kind> found = calls.get(method);
    if (found == null) {
      return false;
    }
    try {
      MethodPlan plan = MethodPlan.of(node.name, method, found, types);
      if (plan.points().isEmpty()) {
        return false;
      }
      long body = Fingerprint.of(method, found.keySet());
      int first = versions.firstNumber(place, body, plan.points().size());
      boolean guarded = versions.hadPoints(place);
      MethodWeaver.weave(node.name, method, place, guarded, plan.numberedFrom(first));
      requireShortJumps(method);
      return true;
    } catch (RuntimeException e) {
      throw new MethodFailedException(method, e);
    }
  }

  /**
   * Refuses a body across which a jump of 16 bits does not reach. ASM can rewrite such jumps, but
   * computes frames for that, which takes seconds for some methods and for others fails; and such a
   * body is far too long for HotSpot to compile.
   */
  private static void requireShortJumps(MethodNode method) {
    CodeSizeEvaluator size = new CodeSizeEvaluator(null);
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() >= 0) {
        insn.accept(size);
      }
    }
    if (size.getMinSize() > Short.MAX_VALUE) {
      throw new CannotWeaveException(
          "woven it would pass 32 KiB (" + size.getMinSize() + " bytes)");
    }
  }

  /**
   * At the method's start; or, where it calls back only on its way to a throw, right there, so that
   * a method that mostly returns need not ask for its thread.
   */
  private boolean clearIfNeeded(MethodNode method) {
    List<AbstractInsnNode> calls = callsBack(method);
    if (calls.stream().allMatch(ClassWeaver::leadsToThrow)) {
      calls.forEach(call -> method.instructions.insertBefore(call, clear()));
    } else {
      method.instructions.insert(clear());
    }
    return !calls.isEmpty();
  }

  private static InsnList clear() {
    return new Code().call(Code.HOOKS, "clear", "()V").list;
  }

  private static boolean leadsToThrow(AbstractInsnNode call) {
    AbstractInsnNode insn = call.getNext();
    while (insn != null && insn.getOpcode() != Opcodes.ATHROW) {
      if (insn instanceof JumpInsnNode
          || insn instanceof TableSwitchInsnNode
          || insn instanceof LookupSwitchInsnNode
          || (insn.getOpcode() >= Opcodes.IRETURN && insn.getOpcode() <= Opcodes.RETURN)) {
        return false;
      }
      insn = insn.getNext();
    }
    return insn != null;
  }

  /** Activations of an earlier version that had suspend points must not begin anew in this one. */
  private boolean refuseIfNeeded(MethodNode method, int place) {
    boolean needed = versions.hadPoints(place);
    if (needed) {
      method.instructions.insert(new Code().call(Code.HOOKS, "refuseRestore", "()V").list);
    }
    return needed;
  }

  private boolean shelveIfNeeded(MethodNode method) {
    boolean needed = !callsBack(method).isEmpty();
    if (needed) {
      Shelving.apply(method);
    }
    return needed;
  }

  /** The calls that may run code of the application. */
  private List<AbstractInsnNode> callsBack(MethodNode method) {
    List<AbstractInsnNode> calls = new ArrayList<>();
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == Opcodes.INVOKEDYNAMIC
          || (insn instanceof MethodInsnNode call
              && !CallSites.isClosed(call)
              && !isOwnUntouched(call))) {
        calls.add(insn);
      }
    }
    return calls;
  }

  private boolean isOwnUntouched(MethodInsnNode call) {
    MethodNode target = ownTarget(call);
    return target != null && target.instructions.size() > 0 && !hasCalls(target);
  }

  private boolean hasCalls(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode || insn.getOpcode() == Opcodes.INVOKEDYNAMIC) {
        return true;
      }
    }
    return false;
  }

  /**
   * ASM's limits on computing stack maps are meant against hostile input; its defaults leave large
   * methods alone, jumps of which it rewrites after the fact.
   */
  static void raiseLimits(ClassWriter writer) {
    writer.setComputeLimits(512 << 20, 10_000_000_000L);
  }

  /**
   * A method that ASM cannot write is left alone, not its class. ASM computes frames where a jump
   * becomes too long for 16 bits, and that fails for some methods; such are the longest.
   */
  private byte[] write() {
    try {
      return writeAll();
    } catch (MethodTooLargeException e) {
      throw e;
    } catch (RuntimeException e) {
      MethodNode longest = longest();
      if (leftAlone.containsKey(longest.name + longest.desc)) {
        throw e;
      }
      throw new MethodFailedException(
          longest, new CannotWeaveException("woven it cannot be written: " + e));
    }
  }

  private MethodNode longest() {
    return Collections.max(node.methods, Comparator.comparingInt(m -> m.instructions.size()));
  }

  private byte[] writeAll() {
    if (oldVersion != 0) {
      node.version =
          Math.max(oldVersion, Opcodes.V1_5); // 49 has the class constants that saving needs
      for (MethodNode method : node.methods) {
        for (AbstractInsnNode insn : method.instructions.toArray()) {
          if (insn instanceof FrameNode) {
            method.instructions.remove(insn);
          }
        }
      }
    }
    ClassWriter writer = oldVersion == 0 ? new ClassWriter(reader, 0) : new ClassWriter(0);
    raiseLimits(writer);
    node.accept(writer);
    try {
      return writer.toByteArray();
    } catch (IndexOutOfBoundsException e) {
      throw farJumpsFailed(e);
    }
  }

  /** ASM rewrites jumps over more than 32 KiB after the fact, and fails at some. */
  private RuntimeException farJumpsFailed(IndexOutOfBoundsException failure) {
    for (MethodNode method : node.methods) {
      ClassWriter alone = new ClassWriter(0);
      raiseLimits(alone);
      alone.visit(node.version, node.access, node.name, null, node.superName, null);
      method.accept(alone);
      try {
        alone.toByteArray();
      } catch (IndexOutOfBoundsException e) {
        return new MethodFailedException(
            method, new CannotWeaveException("woven it would have jumps over more than 32 KiB"));
      }
    }
    return failure;
  }

  private ClassInfo info() {
    int count = versions.places();
    String[] names = new String[count];
    String[] descriptors = new String[count];
    BitSet statics = new BitSet(count);
    BitSet monitors = new BitSet(count);
    BitSet hidden = new BitSet(count);
    for (MethodNode method : node.methods) {
      int i = places.getOrDefault(method, 0);
      names[i] = method.name;
      descriptors[i] = method.desc;
      statics.set(i, (method.access & Opcodes.ACC_STATIC) != 0);
      monitors.set(i, wovenKind && Monitors.enters(method)); // else foreign as a whole
      hidden.set(i, isBoot && isHidden(method));
    }
    return new ClassInfo(names, descriptors, statics, monitors, node.sourceFile, hidden);
  }

  private static boolean isHidden(MethodNode method) {
    return method.visibleAnnotations != null
        && method.visibleAnnotations.stream().anyMatch(a -> a.desc.equals(HIDDEN));
  }
}
