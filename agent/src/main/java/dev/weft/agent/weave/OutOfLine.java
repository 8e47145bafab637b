package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * Writes what runs only when a call suspends, at the method's end. For each group of points:
 *
 * <pre>
 *   OUT_k:                                    // the call of point k came back unwinding
 *     drop its result; operands to temporaries; what is dead at k but not elsewhere in the group = null
 *     position = LINE_AND_POINT_k; goto SAVE
 *   SAVE:
 *     Capture.save(values ..., c, Copy.class, METHOD, position)
 *     return 0
 *   RESTORE:
 *     values = saved ones; Hooks.restored(c)
 *     switch (entry)
 *   DELIVER_k:                                // inside the try blocks of the call
 *     push operands; push Hooks.result(c); goto AFTER_k
 * </pre>
 */
final class OutOfLine {
  private static final String FRAME = "dev/weft/core/FrameA";
  private static final String FRAME_DESC = "L" + FRAME + ";";

  private static final int MOST_COMPARED = 3;

  private final CopyMethod method;
  private final AddedLocals added;
  private final Sites sites;

  private final Code code = new Code();
  private final LabelNode[] restores;
  private int maxStack;
  private int maxLocals;

  OutOfLine(CopyMethod method, AddedLocals added, Sites sites) {
    this.method = method;
    this.added = added;
    this.sites = sites;
    this.restores = new LabelNode[sites.count()];
  }

  /**
   * @param restore where the prologue jumps to when the entry state is a point
   */
  Code write(LabelNode restore, List<ResumeGroup> groups) {
    for (ResumeGroup group : groups) {
      new Group(group).write();
    }
    code.label(restore).add(added.frame(entryLocals(), List.of()));
    code.loadRef(added.continuation()).hook("frame", FRAME_DESC);
    if (groups.size() == 1) {
      return code.jump(Opcodes.GOTO, restores[0]);
    }
    code.load(Opcodes.INTEGER, added.entry());
    return code.add(new TableSwitchInsnNode(1, restores.length, restores[0], restores));
  }

  int maxStack() {
    return maxStack;
  }

  int maxLocals() {
    return maxLocals;
  }

  private List<Object> entryLocals() {
    List<Object> values = new ArrayList<>();
    for (Type argument : Type.getArgumentTypes(method.node().desc)) {
      values.add(Types.of(argument));
    }
    return Types.expand(values);
  }

  private final class Group {
    private final ResumeGroup group;
    private final Layout layout;
    private final SortedMap<Integer, Object> locals;
    private final boolean isShared;
    private final LabelNode save = new LabelNode();
    private final LabelNode[] deliveries;

    Group(ResumeGroup group) {
      this.group = group;
      this.layout = group.layout();
      this.isShared = group.points().size() > 1;
      this.locals = new TreeMap<>(group.saved());
      this.deliveries = new LabelNode[group.points().size()];
      for (int i = 0; i < deliveries.length; i++) {
        deliveries[i] = new LabelNode();
      }
      maxStack = Math.max(maxStack, layout.pushedSlots() + 4);
    }

    void write() {
      for (SuspendPoint point : group.points()) {
        writeOut(point);
      }
      writeSave();
      writeRestore();
      switchToDelivery();
      for (int i = 0; i < deliveries.length; i++) {
        writeDelivery(group.points().get(i), deliveries[i]);
      }
    }

    private void writeOut(SuspendPoint point) {
      Object result = point.operands().result();
      code.label(sites.out(point)).add(sites.afterCall(point));
      if (result != null) {
        code.op(Types.isWide(result) ? Opcodes.POP2 : Opcodes.POP);
      }
      spill(point.operands().below());
      SortedMap<Integer, Object> own = ResumeGroup.valuesOf(point, added);
      group
          .saved()
          .forEach(
              (local, type) -> {
                if (!own.containsKey(local)) {
                  code.pushDefault(type).store(type, local);
                }
              });
      if (isShared) {
        code.push(point.position());
        if (point.number()
            != group
                .points()
                .get(deliveries.length - 1)
                .number()) { // after the last one it follows
          code.jump(Opcodes.GOTO, save);
        }
      }
    }

    private void spill(List<Object> operands) {
      int end = added.firstTemporary();
      for (Object type : operands) {
        end += Types.isWide(type) ? 2 : 1;
      }
      maxLocals = Math.max(maxLocals, end);
      for (int i = operands.size() - 1; i >= 0; i--) {
        Object type = operands.get(i);
        end -= Types.isWide(type) ? 2 : 1;
        if (Types.isPrimitive(type) || Types.isReference(type)) {
          code.store(type, end);
        } else {
          code.op(Opcodes.POP);
        }
      }
    }

    private void writeSave() {
      if (isShared) {
        code.label(save).add(added.frame(locals, false, List.of(Opcodes.INTEGER)));
        code.store(Opcodes.INTEGER, added.position());
      }
      layout.pushValues(code);
      code.loadRef(added.continuation()).pushClass(method.copy()).push(method.place());
      if (isShared) {
        code.load(Opcodes.INTEGER, added.position());
      } else {
        code.push(group.points().get(0).position());
      }
      code.call(Code.CAPTURE, "save", layout.saveSignature())
          .returnDefault(Type.getReturnType(method.node().desc));
    }

    private void writeRestore() {
      LabelNode restore = new LabelNode();
      for (SuspendPoint point : group.points()) {
        restores[point.number() - 1] = restore;
      }
      code.label(restore).add(added.frame(entryLocals(), List.of(FRAME)));
      if (!layout.isSmallest()) {
        code.cast(layout.frameClass());
      }
      code.storeRef(added.frame());
      layout.restore(code, added.frame());
      code.loadRef(added.continuation()).hook("restored", "V");
    }

    /** The first delivery follows. */
    private void switchToDelivery() {
      if (deliveries.length == 1) {
        return;
      }
      if (deliveries.length <= MOST_COMPARED) {
        compare();
      } else {
        switchOver();
      }
    }

    /** Shorter than a switch for few points. */
    private void compare() {
      for (int i = 1; i < deliveries.length; i++) {
        code.load(Opcodes.INTEGER, added.entry());
        code.push(group.points().get(i).number()).jump(Opcodes.IF_ICMPEQ, deliveries[i]);
      }
    }

    private void switchOver() {
      code.load(Opcodes.INTEGER, added.entry());
      int first = group.points().get(0).number();
      int last = group.points().get(deliveries.length - 1).number();
      if (last - first < 2 * deliveries.length + 4) {
        code.add(new TableSwitchInsnNode(first, last, deliveries[0], byNumber(first, last)));
      } else {
        int[] numbers = group.points().stream().mapToInt(SuspendPoint::number).toArray();
        code.add(new LookupSwitchInsnNode(deliveries[0], numbers, deliveries));
      }
    }

    private LabelNode[] byNumber(int first, int last) {
      LabelNode[] targets = new LabelNode[last - first + 1];
      Arrays.fill(targets, deliveries[0]);
      IntStream.range(0, deliveries.length)
          .forEach(i -> targets[group.points().get(i).number() - first] = deliveries[i]);
      return targets;
    }

    private void writeDelivery(SuspendPoint point, LabelNode start) {
      SortedMap<Integer, Object> live = ResumeGroup.valuesOf(point, added);
      LabelNode covered = new LabelNode();
      code.label(start).add(added.frame(live, false, List.of()));
      for (SuspendPoint.Local local : point.locals()) {
        if (!Types.isPrimitive(local.type()) && !Types.isReference(local.type())) {
          code.op(Opcodes.ACONST_NULL).storeRef(local.index()); // of the null type
        }
      }
      code.label(covered);
      int temporary = added.firstTemporary();
      for (Object type : point.operands().below()) {
        if (Types.isPrimitive(type) || Types.isReference(type)) {
          code.load(type, temporary);
        } else {
          code.op(Opcodes.ACONST_NULL);
        }
        temporary += Types.isWide(type) ? 2 : 1;
      }
      LabelNode end = new LabelNode();
      pushResult(point.operands().result());
      code.jump(Opcodes.GOTO, sites.after(point)).label(end);
      sites.coverDelivery(point, covered, end);
    }

    private void pushResult(@Nullable Object result) {
      code.loadRef(added.continuation());
      if (result == null) {
        code.hook("resultVoid", "V");
      } else if (result instanceof String type) {
        code.hook("resultRef", "Ljava/lang/Object;").cast(type);
      } else if (result == Opcodes.LONG) {
        code.hook("resultLong", "J");
      } else if (result == Opcodes.FLOAT) {
        code.hook("resultFloat", "F");
      } else if (result == Opcodes.DOUBLE) {
        code.hook("resultDouble", "D");
      } else {
        code.hook("resultInt", "I");
      }
    }
  }
}
