package dev.weft.agent.weave;

import dev.weft.core.Tokens;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Writes the woven form of one method, as it stands in the copy. As Java with jumps, for {@code
 * long total(Order o, int n) { long s = base(n); return s + o.price(n); }} of Orders:
 *
 * <pre>
 * static long total$3(Orders self, Order o, int n, ContinuationCore c) {
 *   int entry = Hooks.enter(c, TOKEN_total, self);          // -1 woven caller, 0 root, k restore point k
 *   if (entry &gt; 0) goto RESTORE;
 *   Hooks.arm(c, TOKEN_base);
 *   long r = self.base(n);
 *   if (Hooks.unwinding(c)) goto OUT_1;
 *   AFTER_1: s = r;
 *   Hooks.arm(c, TOKEN_price);
 *   r = o.price(n);
 *   if (Hooks.unwinding(c)) goto OUT_2;
 *   AFTER_2: return s + r;
 *   ...                                                     // see OutOfLine
 *   FAILED: Hooks.clear(c); throw;                          // catches all: a call that failed left its token
 * }
 * </pre>
 *
 * A method that turns out to have no suspend point only clears the link.
 */
final class MethodWeaver {
  private static final String HANDLES = "dev/weft/core/Handles";
  private static final String HANDLES_ARM =
      "(Ljava/lang/Object;Ldev/weft/core/ContinuationCore;Ljava/lang/invoke/MethodType;)V";

  private final CopyMethod copied;
  private final MethodNode method;
  private final MethodPlan plan;
  private final AddedLocals added;
  private final Sites sites;
  private int maxLocals;

  private MethodWeaver(CopyMethod copied, MethodPlan plan) {
    this.copied = copied;
    this.method = copied.node();
    this.plan = plan;
    this.added = AddedLocals.behind(method.maxLocals);
    this.sites = new Sites(method, plan.points(), added);
    this.maxLocals = added.firstTemporary();
  }

  static void weave(CopyMethod copied, MethodPlan plan) {
    if (plan.points().isEmpty()) {
      MethodNode method = copied.node();
      Code code = new Code().loadRef(copied.continuation()).hook("clear", "V");
      cast(code, copied);
      method.instructions.insert(code.list);
      method.maxStack = Math.max(method.maxStack, 1);
    } else {
      new MethodWeaver(copied, plan).weave();
    }
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
    code.insert(start);
    code.insert(prologue(restore));
    code.add(end);
    OutOfLine outOfLine = new OutOfLine(copied, added, sites);
    List<ResumeGroup> groups = ResumeGroup.of(plan.points(), added);
    code.add(outOfLine.write(restore, groups).list);
    method.tryCatchBlocks.addAll(sites.deliveries());
    addCatchAll(start, end);
    method.maxLocals = Math.max(maxLocals, outOfLine.maxLocals());
    method.maxStack = Math.max(method.maxStack + 6, outOfLine.maxStack());
  }

  private InsnList prologue(LabelNode restore) {
    Code code = new Code();
    code.loadRef(copied.continuation()).op(Opcodes.DUP).storeRef(added.continuation());
    code.push(Tokens.of(copied.original().name, copied.original().descriptor));
    if (copied.original().isStatic()) {
      code.hookOf("enter", "(CI)I");
    } else { // also a private one: within an interface it is called by invokeinterface
      code.loadRef(0).hookOf("enter", "(CILjava/lang/Object;)I");
    }
    code.op(Opcodes.DUP).store(Opcodes.INTEGER, added.entry()).jump(Opcodes.IFGT, restore);
    cast(code, copied);
    return code.list;
  }

  private static void cast(Code code, CopyMethod copied) {
    for (CopyMethod.Cast cast : copied.casts()) {
      code.loadRef(cast.local()).cast(cast.type()).storeRef(cast.local());
    }
  }

  // ---- a call

  private void weaveCall(SuspendPoint point) {
    Code announcement = new Code();
    announce(announcement, point);
    method.instructions.insertBefore(point.call(), announcement.list);
    Code check = new Code();
    check
        .loadRef(added.continuation())
        .hook("unwinding", "Z")
        .jump(Opcodes.IFNE, sites.out(point))
        .label(sites.after(point))
        .add(sites.afterCall(point));
    if (startsWithFrame(point.call().getNext())) {
      check.op(Opcodes.NOP); // two frames cannot stand at one place
    }
    method.instructions.insert(point.call(), check.list);
  }

  private void announce(Code code, SuspendPoint point) {
    int token = Tokens.of(point.call().name, point.call().desc);
    if (point.kind() == CallSites.Kind.DIRECT) {
      code.loadRef(added.continuation()).push(token).hookOf("arm", "(CI)V");
      return;
    }
    List<Object> arguments = point.operands().arguments();
    arguments = arguments.subList(1, arguments.size());
    boolean isShort = arguments.size() == 1 && !Types.isWide(arguments.get(0));
    int[] temporaries = isShort ? new int[0] : storeTemporaries(code, arguments);
    if (isShort) {
      code.op(Opcodes.DUP2).op(Opcodes.POP);
    } else {
      code.op(Opcodes.DUP);
    }
    code.loadRef(added.continuation());
    if (point.kind() == CallSites.Kind.HANDLE) {
      code.add(new LdcInsnNode(Type.getMethodType(point.call().desc)));
      code.call(HANDLES, "arm", HANDLES_ARM);
    } else {
      code.push(token).hookOf("arm", "(Ljava/lang/Object;CI)V");
    }
    for (int i = 0; i < temporaries.length; i++) {
      code.load(arguments.get(i), temporaries[i]);
    }
  }

  private int[] storeTemporaries(Code code, List<Object> types) {
    int[] temporaries = new int[types.size()];
    int local = added.firstTemporary();
    for (int i = types.size() - 1; i >= 0; i--) {
      temporaries[i] = local;
      code.store(types.get(i), local);
      local += Types.isWide(types.get(i)) ? 2 : 1;
    }
    maxLocals = Math.max(maxLocals, local);
    return temporaries;
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
