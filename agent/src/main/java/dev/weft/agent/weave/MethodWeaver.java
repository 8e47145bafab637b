package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Writes the woven form of one method, as it stands in the copy. As Java with jumps, for {@code
 * long total(Order o, int n) { long s = base(n); return s + o.price(n); }} of Orders:
 *
 * <pre>
 * static long total$3(Object self, Object o, int n, ContinuationCore c) {
 *   int entry = Hooks.enter(c);                             // -1 called, k restore point k
 *   if (entry &gt; 0) goto RESTORE;
 *   if (Copies.redefined &amp;&amp; Copies.isStale(Copy.class)) return total(self, o, n, c);   // of the newest copy
 *   self = (Orders) self; o = (Order) o;
 *   long r = base(self, n, c);                              // invokedynamic, see CopyCall
 *   if (Hooks.unwinding(c)) goto OUT_1;
 *   AFTER_1: s = r;
 *   r = price$dispatch0(o, n, c);                           // see DispatchMethod
 *   if (Hooks.unwinding(c)) goto OUT_2;
 *   AFTER_2: return s + r;
 *   ...                                                     // see OutOfLine
 *   FAILED: Hooks.clear(c); throw;                          // catches all: an error may cut an unwinding short
 * }
 * </pre>
 */
final class MethodWeaver {
  private static final String COPIES = "dev/weft/core/Copies";

  private final CopyMethod copied;
  private final MethodNode method;
  private final MethodPlan plan;
  private final AddedLocals added;
  private final Sites sites;
  private final OriginalsRights rights;
  private final Dispatches dispatches;

  private MethodWeaver(
      CopyMethod copied, MethodPlan plan, OriginalsRights rights, Dispatches dispatches) {
    this.copied = copied;
    this.method = copied.node();
    this.plan = plan;
    this.added = AddedLocals.behind(method.maxLocals);
    this.sites = new Sites(method, plan.points(), added);
    this.rights = rights;
    this.dispatches = dispatches;
  }

  /**
   * @param rights is told which call of the original each new one stands for
   * @param dispatches of the copy
   */
  static void weave(
      CopyMethod copied, MethodPlan plan, OriginalsRights rights, Dispatches dispatches) {
    new MethodWeaver(copied, plan, rights, dispatches).weave();
  }

  private void weave() {
    rewriteFrames();
    for (SuspendPoint point : plan.points()) {
      weaveCall(point);
    }
    for (LabelNode handler : sites.handlers()) {
      clearIn(handler);
    }
    InsnList code = method.instructions;
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    LabelNode restore = new LabelNode();
    InsnList prologue = prologue(restore);
    if (copied.casts().isEmpty() && startsWithFrame(code.getFirst())) {
      prologue.add(new InsnNode(Opcodes.NOP)); // two frames cannot stand at one place
    }
    code.insert(start);
    code.insert(prologue);
    code.add(end);
    OutOfLine outOfLine = new OutOfLine(copied, added, sites);
    List<ResumeGroup> groups = ResumeGroup.of(plan.points(), added);
    code.add(outOfLine.write(restore, groups).list);
    method.tryCatchBlocks.addAll(sites.deliveries());
    addCatchAll(start, end);
    method.maxLocals = Math.max(added.firstTemporary(), outOfLine.maxLocals());
    int arguments = CopyMethod.argumentSlots(copied.original()) + 1;
    method.maxStack = Math.max(Math.max(method.maxStack, arguments) + 2, outOfLine.maxStack());
  }

  private InsnList prologue(LabelNode restore) {
    Code code = new Code();
    code.loadRef(copied.continuation()).op(Opcodes.DUP).storeRef(added.continuation());
    code.hook("enter", "I");
    code.op(Opcodes.DUP).store(Opcodes.INTEGER, added.entry()).jump(Opcodes.IFGT, restore);
    LabelNode current = new LabelNode();
    code.add(new FieldInsnNode(Opcodes.GETSTATIC, COPIES, "redefined", "Z"));
    code.jump(Opcodes.IFEQ, current);
    code.pushClass(copied.copy()).call(COPIES, "isStale", "(Ljava/lang/Class;)Z");
    code.jump(Opcodes.IFEQ, current);
    callNewest(code);
    code.label(current).add(entryFrame());
    cast(code, copied);
    return code.list;
  }

  private FrameNode entryFrame() {
    List<Object> values = new ArrayList<>();
    for (Type argument : Type.getArgumentTypes(method.desc)) {
      values.add(Types.of(argument));
    }
    return added.frame(Types.expand(values), List.of());
  }

  private void callNewest(Code code) {
    int local = 0;
    for (Type argument : Type.getArgumentTypes(method.desc)) {
      code.load(Types.of(argument), local);
      local += argument.getSize();
    }
    code.add(CopyCall.newest(copied));
    code.op(Type.getReturnType(method.desc).getOpcode(Opcodes.IRETURN));
  }

  private static void cast(Code code, CopyMethod copied) {
    for (CopyMethod.Cast cast : copied.casts()) {
      code.loadRef(cast.local()).cast(cast.type()).storeRef(cast.local());
    }
  }

  // ---- a call

  private void weaveCall(SuspendPoint point) {
    MethodInsnNode call = point.call();
    AbstractInsnNode site = dispatches.callOf(call);
    rights.replaces(site, call);
    Code code = new Code();
    code.loadRef(added.continuation()).add(site);
    if (point.operands().result() instanceof String type) {
      code.cast(type);
    }
    code.loadRef(added.continuation())
        .hook("unwinding", "Z")
        .jump(Opcodes.IFNE, sites.out(point))
        .label(sites.after(point))
        .add(sites.afterCall(point));
    if (startsWithFrame(call.getNext())) {
      code.op(Opcodes.NOP); // two frames cannot stand at one place
    }
    method.instructions.insert(call, code.list);
    method.instructions.remove(call);
  }

  private static boolean startsWithFrame(@Nullable AbstractInsnNode insn) {
    for (AbstractInsnNode i = insn; i != null && i.getOpcode() < 0; i = i.getNext()) {
      if (i instanceof FrameNode) {
        return true;
      }
    }
    return false;
  }

  // ---- exceptions

  private void clearIn(LabelNode handler) {
    AbstractInsnNode place = handler;
    while (place.getNext() != null && place.getNext().getOpcode() < 0) {
      place = place.getNext();
    }
    Code code = new Code();
    code.loadRef(added.continuation()).hook("clear", "V");
    method.instructions.insert(place, code.list);
  }

  private void addCatchAll(LabelNode start, LabelNode end) {
    LabelNode failed = new LabelNode();
    Code code = new Code();
    code.label(failed).add(added.frame(List.of(), List.of("java/lang/Throwable")));
    code.loadRef(added.continuation()).hook("clear", "V").op(Opcodes.ATHROW);
    method.instructions.add(code.list);
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, failed, null));
  }

  /**
   * Dead locals are dropped from the method's own frames: a restored activation does not have them.
   */
  private void rewriteFrames() {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof FrameNode node) {
        BitSet live = plan.liveness().after(node);
        List<Object> slots = Types.expand(node.local == null ? List.of() : node.local);
        for (int i = 0; i < slots.size(); i++) {
          if (!live.get(i)) {
            slots.set(i, Opcodes.TOP);
          } else if (Types.isWide(slots.get(i))) {
            i++;
          }
        }
        node.local = added.complete(slots);
        node.type = Opcodes.F_NEW;
      }
    }
  }
}
