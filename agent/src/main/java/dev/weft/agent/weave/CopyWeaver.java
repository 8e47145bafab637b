package dev.weft.agent.weave;

import dev.weft.core.CopyInfo;
import dev.weft.core.CopySource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * One attempt at writing the woven copy of one class: a hidden class with a static method for each
 * method that can suspend.
 */
final class CopyWeaver {
  private static final String SUPER = "dev/weft/core/WovenCopy";
  private static final String SUFFIX = "$$Weft";

  private final CallSites callSites;
  private final ClassNode node;
  private final ClassScan scan;
  private final AccessibleTypes types;
  private final Map<String, String> leftAlone;
  private final boolean isBoot;
  private final LeafMethods leaves;
  private final OriginalsRights rights;
  private final String copyName;
  private final Dispatches dispatches;
  private final Map<String, MethodNode> own = new HashMap<>();
  private final Map<MethodNode, Integer> places = new HashMap<>();
  private final Map<MethodNode, Set<MethodInsnNode>> calls = new LinkedHashMap<>();
  private final Map<MethodNode, List<AbstractInsnNode>> originalCode = new HashMap<>();

  CopyWeaver(
      Weaver weaver,
      ClassNode node,
      ClassReader reader,
      ClassScan scan,
      Class<?> original,
      Map<String, String> leftAlone) {
    @Nullable ClassLoader loader = original.getClassLoader();
    LoaderClasses known = weaver.classesOf(loader);
    ClassHierarchy hierarchy = known.hierarchy;
    this.callSites = weaver.callSites();
    this.node = node;
    this.scan = scan;
    this.types = new AccessibleTypes(reader, hierarchy);
    this.leftAlone = leftAlone;
    this.isBoot = loader == null;
    this.leaves = known.leaves;
    this.rights = OriginalsRights.of(node, original, hierarchy, types);
    this.copyName = node.name + SUFFIX;
    this.dispatches = new Dispatches(copyName, scan);
  }

  /**
   * @throws MethodFailedException for a method that must be left out of the next attempt
   */
  CopySource.Written weave() {
    for (int place = 0; place < node.methods.size(); place++) {
      MethodNode method = node.methods.get(place);
      places.put(method, place);
      originalCode.put(method, instructions(method));
      own.put(method.name + method.desc, method);
    }
    for (MethodNode method : node.methods) {
      if (hasCopy(method)) {
        collectCalls(method);
      }
    }
    dropCallsThatCannotSuspend();
    ClassNode copy = emptyCopy();
    int[] @Nullable [] lines = new int[node.methods.size()][];
    @Nullable String[] descriptors = new String[lines.length];
    for (MethodNode method : node.methods) {
      if (calls.containsKey(method)) {
        weaveMethod(method);
        copy.methods.add(method);
      }
    }
    List<MethodNode> woven = List.copyOf(copy.methods);
    dispatches.write(copy);
    byte[] classFile = write(copy);
    for (MethodNode method : woven) {
      lines[placeOf(method)] = linesOf(method);
      descriptors[placeOf(method)] = method.desc;
    }
    return new CopySource.Written(
        classFile, new CopyInfo(scan.info(isBoot, 0), lines, descriptors));
  }

  /**
   * After {@link #weave}: which instruction of the original stands at a bytecode index of the copy.
   *
   * @param classFile the copy
   * @return its number among the original's instructions; -1 if it is none of them
   */
  int instructionAt(byte[] classFile, int place, int bytecodeIndex) {
    MethodNode method = node.methods.get(place);
    int number = InstructionOffsets.of(classFile, method.name).indexOf(bytecodeIndex);
    return number < 0
        ? -1
        : originalCode
            .getOrDefault(method, List.of())
            .indexOf(rights.replacedBy(instructions(method).get(number)));
  }

  private static List<AbstractInsnNode> instructions(MethodNode method) {
    List<AbstractInsnNode> real = new ArrayList<>();
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() >= 0) {
        real.add(insn);
      }
    }
    return real;
  }

  private int placeOf(MethodNode method) {
    Integer place = places.get(method);
    return place == null ? -1 : place;
  }

  private boolean hasCopy(MethodNode method) {
    MethodScan scanned = scan.methods.get(placeOf(method));
    return scanned.suspends && !leftAlone.containsKey(scanned.key());
  }

  private ClassNode emptyCopy() {
    ClassNode copy = new ClassNode();
    copy.version = Opcodes.V17;
    copy.access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
    copy.name = copyName;
    copy.superName = SUPER;
    copy.sourceFile = node.sourceFile;
    copy.sourceDebug = node.sourceDebug;
    return copy;
  }

  private void collectCalls(MethodNode method) {
    Redirects.apply(node, method);
    Set<MethodInsnNode> found = new LinkedHashSet<>();
    Monitors monitors = Monitors.enters(method) ? Monitors.of(method) : null;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call
          && callSites.maySuspend(call)
          && (monitors == null || !monitors.isHeldAt(call))) {
        found.add(call);
      }
    }
    if (!found.isEmpty()) {
      calls.put(method, found);
    }
  }

  /** A call that surely reaches a method that cannot suspend needs no point of its own. */
  private void dropCallsThatCannotSuspend() {
    for (Set<MethodInsnNode> found : calls.values()) {
      found.removeIf(this::isLeafElsewhere);
    }
    calls.values().removeIf(Set::isEmpty);
    boolean changed;
    do {
      changed = false;
      for (var entry = calls.entrySet().iterator(); entry.hasNext(); ) {
        Set<MethodInsnNode> found = entry.next().getValue();
        changed |= found.removeIf(this::reachesNoPoint);
        if (found.isEmpty()) {
          entry.remove();
        }
      }
    } while (changed);
  }

  private boolean reachesNoPoint(MethodInsnNode call) {
    MethodNode target = ownTarget(call);
    return target != null && !calls.containsKey(target);
  }

  private boolean isLeafElsewhere(MethodInsnNode call) {
    return call.getOpcode() != Opcodes.INVOKEINTERFACE
        && !call.owner.equals(node.name)
        && callSites.isWoven(call.owner)
        && leaves.isLeaf(call);
  }

  private @Nullable MethodNode ownTarget(MethodInsnNode call) {
    MethodScan target = scan.exactTarget(call);
    return target == null ? null : own.get(target.key());
  }

  private void weaveMethod(MethodNode method) {
    int place = placeOf(method);
    MethodScan scanned = scan.methods.get(place);
    try {
      rights.check(method);
      method.access = Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
      method.desc = CopyMethod.descriptor(node.name, scanned);
      method.signature = null;
      method.maxLocals = Math.max(method.maxLocals, CopyMethod.argumentSlots(scanned) + 1);
      MethodPlan plan =
          MethodPlan.of(node.name, method, calls.getOrDefault(method, Set.of()), types);
      List<CopyMethod.Cast> casts = casts(method);
      method.desc = Erasure.ofCopy(scanned.descriptor, scanned.isStatic());
      MethodWeaver.weave(
          new CopyMethod(node.name, copyName, method, scanned, place, casts),
          plan,
          rights,
          dispatches);
      rights.exercise(method);
      method.name = CopyInfo.nameOf(scanned.name, place);
      strip(method);
      requireShortJumps(method);
    } catch (RuntimeException e) {
      throw new MethodFailedException(scanned.key(), e);
    }
  }

  /** What a parameter that travels as Object is cast back to, where the class may. */
  private List<CopyMethod.Cast> casts(MethodNode method) {
    List<CopyMethod.Cast> casts = new ArrayList<>();
    int local = 0;
    for (Type argument : Type.getArgumentTypes(method.desc)) {
      if (Erasure.isErased(argument)
          && !argument.getInternalName().equals(Code.CORE)
          && types.substitute(method, argument.getInternalName()) instanceof String type) {
        casts.add(new CopyMethod.Cast(local, type));
      }
      local += argument.getSize();
    }
    return casts;
  }

  /** Nobody can see these of a hidden class. */
  private static void strip(MethodNode method) {
    method.exceptions = List.of();
    method.parameters = null;
    method.annotationDefault = null;
    method.visibleAnnotations = null;
    method.invisibleAnnotations = null;
    method.visibleTypeAnnotations = null;
    method.invisibleTypeAnnotations = null;
    method.visibleParameterAnnotations = null;
    method.invisibleParameterAnnotations = null;
    method.visibleLocalVariableAnnotations = null;
    method.invisibleLocalVariableAnnotations = null;
    method.attrs = null;
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

  private static byte[] write(ClassNode copy) {
    ClassWriter writer = new ClassWriter(0);
    copy.accept(writer);
    try {
      return writer.toByteArray();
    } catch (MethodTooLargeException e) {
      throw new IllegalStateException(e); // each is far shorter
    }
  }

  /** After writing, when its labels are known. */
  private static int[] linesOf(MethodNode method) {
    return StreamSupport.stream(method.instructions.spliterator(), false)
        .filter(LineNumberNode.class::isInstance)
        .map(LineNumberNode.class::cast)
        .flatMapToInt(line -> IntStream.of(line.start.getLabel().getOffset(), line.line))
        .toArray();
  }
}
