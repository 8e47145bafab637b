package dev.weft.agent.weave;

import dev.weft.core.Tokens;
import java.util.ArrayList;
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
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Writes the woven form of one method. As Java with jumps, for {@code long total(Order o, int n) {
 * long s = base(n); return s + o.price(n); }}:
 *
 * <pre>
 *   ContinuationCore c = Hooks.current();
 *   int entry = Hooks.enter(c, TOKEN_total, this);          // -1 woven caller, 0 root, k restore point k
 *   if (entry &gt; 0) goto RESTORE;
 *   Hooks.arm(c, TOKEN_base);
 *   long r = base(n);
 *   if (Hooks.unwinding(c)) goto OUT_1;
 *   AFTER_1: s = r;
 *   ...
 *   OUT_1:                                                  // out of line from here on
 *     if (entry == 0) goto PIN_1;
 *     Hooks.save(this, o, null, null, n, 0L, c, Orders.class, METHOD, LINE_AND_POINT_1);
 *     return 0;
 *   PIN_1: Hooks.pin(c);                                    // a foreign caller: the callees are resumed here
 *   DELIVER_1: r = Hooks.resultLong(c); goto AFTER_1;       // inside the call's try blocks
 *   ...
 *   RESTORE:
 *     FrameA f = Hooks.frame(c);
 *     switch (entry) {
 *       case 1: o = (Order) f.r1; n = (int) f.p0; Hooks.restored(c); goto DELIVER_1;
 *       ...
 *     }
 *   FAILED: Hooks.clear(c); throw;                          // catches all: a call that failed left its token
 * </pre>
 */
final class MethodWeaver {
  private static final String FRAME_DESC = "Ldev/weft/core/FrameA;";
  private static final String HANDLES = "dev/weft/core/Handles";
  private static final String HANDLES_ARM =
      "(Ljava/lang/Object;Ldev/weft/core/ContinuationCore;Ljava/lang/invoke/MethodType;)V";
  private static final String FRAME = "dev/weft/core/FrameA";

  private final String owner;
  private final MethodNode method;
  private final int index;
  private final MethodPlan plan;
  private final boolean isInstance;

  /**
   * The locals that weaving adds: the continuation, the entry state, the restored frame, and from
   * there on temporaries.
   */
  private final int continuation;

  private final int entry;
  private final int frame;
  private int maxLocals;
  private int maxStack;

  private final Code tail = new Code();
  private final List<LabelNode> restores = new ArrayList<>();
  private final Code restoreCode = new Code();
  private final List<TryCatchBlockNode> delivered = new ArrayList<>();

  private MethodWeaver(String owner, MethodNode method, int index, MethodPlan plan) {
    this.owner = owner;
    this.method = method;
    this.index = index;
    this.plan = plan;
    this.isInstance = (method.access & Opcodes.ACC_STATIC) == 0;
    this.continuation = method.maxLocals;
    this.entry = continuation + 1;
    this.frame = continuation + 2;
    this.maxLocals = continuation + 3;
    this.maxStack = method.maxStack + 6;
  }

  /**
   * @param index the method's place in its class
   */
  static void weave(String owner, MethodNode method, int index, MethodPlan plan) {
    if ((method.access & Opcodes.ACC_STATIC) == 0 && Liveness.writesThis(method)) {
      throw new CannotWeaveException("the method assigns to its own receiver");
    }
    new MethodWeaver(owner, method, index, plan).weave();
  }

  private void weave() {
    List<LabelNode> handlers = handlersOfPoints();
    rewriteFrames();
    for (SuspendPoint point : plan.points()) {
      weavePoint(point);
    }
    clearInHandlers(handlers);
    InsnList code = method.instructions;
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    LabelNode restore = new LabelNode();
    code.insert(start);
    code.insert(prologue(restore));
    code.add(end);
    code.add(tail.list);
    code.add(restoreSwitch(restore));
    code.add(restoreCode.list);
    addCatchAll(start, end);
    method.maxLocals = maxLocals;
    method.maxStack = maxStack;
  }

  private InsnList prologue(LabelNode restore) {
    Code code = new Code();
    code.call(Code.HOOKS, "current", "()L" + Code.CORE + ";")
        .op(Opcodes.DUP)
        .storeRef(continuation);
    code.push(Tokens.of(method.name, method.desc));
    if (isInstance) { // also a private one: within an interface it is called by invokeinterface
      code.loadRef(0).hookOf("enter", "(CILjava/lang/Object;)I");
    } else {
      code.hookOf("enter", "(CI)I");
    }
    code.op(Opcodes.DUP).store(Opcodes.INTEGER, entry).jump(Opcodes.IFGT, restore);
    return code.list;
  }

  // ---- one suspend point

  private void weavePoint(SuspendPoint point) {
    LabelNode out = new LabelNode();
    LabelNode after = new LabelNode();
    Code announce = new Code();
    announce(announce, point);
    method.instructions.insertBefore(point.call(), announce.list);

    Object result = point.operands().result();
    List<Object> withResult = new ArrayList<>(point.operands().below());
    if (result != null) {
      withResult.add(result);
    }
    Code check = new Code();
    check.loadRef(continuation).hook("unwinding", "Z").jump(Opcodes.IFNE, out);
    check.label(after).add(frame(locals(point), withResult));
    if (startsWithFrame(point.call().getNext())) {
      check.op(Opcodes.NOP);
    }
    method.instructions.insert(point.call(), check.list);
    writeOutOfLine(point, out, after, withResult);
  }

  private void announce(Code code, SuspendPoint point) {
    int token = Tokens.of(point.call().name, point.call().desc);
    if (point.kind() == CallSites.Kind.DIRECT) {
      code.loadRef(continuation).push(token).hookOf("arm", "(CI)V");
      return;
    }
    List<Object> arguments = point.operands().arguments();
    int count = arguments.size() - 1;
    int local = frame;
    int[] temporaries = new int[count];
    if (count == 1 && !Types.isWide(arguments.get(1))) {
      code.op(Opcodes.DUP2).op(Opcodes.POP);
    } else {
      for (int i = count - 1; i >= 0; i--) {
        temporaries[i] = local;
        local = storeTemporary(code, arguments.get(i + 1), local);
      }
      code.op(Opcodes.DUP);
    }
    code.loadRef(continuation);
    if (point.kind() == CallSites.Kind.HANDLE) {
      code.add(new LdcInsnNode(Type.getMethodType(point.call().desc)));
      code.call(HANDLES, "arm", HANDLES_ARM);
    } else {
      code.push(token).hookOf("arm", "(Ljava/lang/Object;CI)V");
    }
    if (local > frame) {
      for (int i = 0; i < count; i++) {
        code.load(arguments.get(i + 1), temporaries[i]);
      }
    }
  }

  private int storeTemporary(Code code, Object type, int local) {
    code.store(type, local);
    int next = local + (Types.isWide(type) ? 2 : 1);
    maxLocals = Math.max(maxLocals, next);
    return next;
  }

  private void writeOutOfLine(
      SuspendPoint point, LabelNode out, LabelNode after, List<Object> withResult) {
    Object result = point.operands().result();
    LabelNode pin = new LabelNode();
    LabelNode deliver = new LabelNode();
    List<Object> operands = point.operands().below();
    tail.label(out).add(frame(locals(point), withResult));
    if (result != null) {
      tail.op(Types.isWide(result) ? Opcodes.POP2 : Opcodes.POP);
    }
    tail.load(Opcodes.INTEGER, entry).jump(Opcodes.IFEQ, pin);
    int[] operandLocals = spill(operands);
    Layout layout = new Layout(point, isInstance, operandLocals);
    maxStack = Math.max(maxStack, layout.pushedSlots() + 4);
    layout.pushValues(tail);
    tail.loadRef(continuation).pushClass(owner).push(index).push(point.position());
    tail.call(Code.HOOKS, "save", layout.saveSignature());
    returnDefault();

    tail.label(pin).add(frame(locals(point), operands)).loadRef(continuation).hook("pin", "V");
    LabelNode delivered = new LabelNode();
    tail.label(deliver).add(frame(locals(point), operands));
    pushResult(result);
    tail.jump(Opcodes.GOTO, after).label(delivered);
    coverDelivery(point, deliver, delivered);
    writeRestore(point, layout, operandLocals, deliver);
  }

  /** Pops the operands, topmost first, each into a local of its own. */
  private int[] spill(List<Object> operands) {
    int[] locals = new int[operands.size()];
    int local = frame;
    for (int i = operands.size() - 1; i >= 0; i--) {
      locals[i] = local;
      local = storeTemporary(tail, operands.get(i), local);
    }
    return locals;
  }

  private void pushResult(@Nullable Object result) {
    tail.loadRef(continuation);
    if (result == null) {
      tail.hook("resultVoid", "V");
    } else if (result instanceof String type) {
      tail.hook("resultRef", "Ljava/lang/Object;").cast(type);
    } else if (result == Opcodes.LONG) {
      tail.hook("resultLong", "J");
    } else if (result == Opcodes.FLOAT) {
      tail.hook("resultFloat", "F");
    } else if (result == Opcodes.DOUBLE) {
      tail.hook("resultDouble", "D");
    } else {
      tail.hook("resultInt", "I");
    }
  }

  private void returnDefault() {
    Type result = Type.getReturnType(method.desc);
    switch (result.getSort()) {
      case Type.VOID -> tail.op(Opcodes.RETURN);
      case Type.LONG -> tail.op(Opcodes.LCONST_0).op(Opcodes.LRETURN);
      case Type.FLOAT -> tail.op(Opcodes.FCONST_0).op(Opcodes.FRETURN);
      case Type.DOUBLE -> tail.op(Opcodes.DCONST_0).op(Opcodes.DRETURN);
      case Type.ARRAY, Type.OBJECT -> tail.op(Opcodes.ACONST_NULL).op(Opcodes.ARETURN);
      default -> tail.op(Opcodes.ICONST_0).op(Opcodes.IRETURN);
    }
  }

  private void writeRestore(
      SuspendPoint point, Layout layout, int[] operandLocals, LabelNode deliver) {
    LabelNode restore = new LabelNode();
    restores.add(restore);
    restoreCode.label(restore).add(frame(entryLocals(), List.of(FRAME)));
    if (!layout.isSmallest()) {
      restoreCode.cast(layout.frameClass());
    }
    restoreCode.storeRef(frame);
    layout.restoreLocals(restoreCode, frame);
    for (SuspendPoint.Local local : point.locals()) {
      if (local.type() == Opcodes.NULL) {
        restoreCode.op(Opcodes.ACONST_NULL).storeRef(local.index());
      }
    }
    for (int i = 0; i < operandLocals.length; i++) {
      if (Types.isReference(point.operands().below().get(i))
          || Types.isPrimitive(point.operands().below().get(i))) {
        layout.pushOperand(restoreCode, frame, operandLocals[i]);
      } else {
        restoreCode.op(Opcodes.ACONST_NULL);
      }
    }
    restoreCode.loadRef(continuation).hook("restored", "V").jump(Opcodes.GOTO, deliver);
  }

  private InsnList restoreSwitch(LabelNode restore) {
    Code code = new Code();
    code.label(restore).add(frame(entryLocals(), List.of()));
    code.loadRef(continuation).hook("frame", FRAME_DESC);
    if (restores.size() > 1) {
      code.load(Opcodes.INTEGER, entry);
      code.add(
          new TableSwitchInsnNode(
              1, restores.size(), restores.get(0), restores.toArray(new LabelNode[0])));
    } else {
      code.jump(Opcodes.GOTO, restores.get(0));
    }
    return code.list;
  }

  // ---- exceptions

  private List<LabelNode> handlersOfPoints() {
    List<LabelNode> handlers = new ArrayList<>();
    Ranges ranges = new Ranges(method);
    for (SuspendPoint point : plan.points()) {
      for (TryCatchBlockNode block : ranges.covering(method.instructions.indexOf(point.call()))) {
        if (!handlers.contains(block.handler)) {
          handlers.add(block.handler);
        }
      }
    }
    return handlers;
  }

  private void clearInHandlers(List<LabelNode> handlers) {
    for (LabelNode handler : handlers) {
      AbstractInsnNode place = handler;
      while (place.getNext() != null && place.getNext().getOpcode() < 0) {
        place = place.getNext();
      }
      Code code = new Code();
      code.loadRef(continuation).hook("clear", "V");
      method.instructions.insert(place, code.list);
    }
  }

  /** What is delivered may be an exception: it is thrown where the call's own would be. */
  private void coverDelivery(SuspendPoint point, LabelNode start, LabelNode end) {
    Ranges ranges = new Ranges(method);
    for (TryCatchBlockNode block : ranges.covering(method.instructions.indexOf(point.call()))) {
      delivered.add(new TryCatchBlockNode(start, end, block.handler, block.type));
    }
  }

  private void addCatchAll(LabelNode start, LabelNode end) {
    method.tryCatchBlocks.addAll(delivered);
    LabelNode failed = new LabelNode();
    Code code = new Code();
    code.label(failed).add(frame(withAdded(new ArrayList<>()), List.of("java/lang/Throwable")));
    code.loadRef(continuation).hook("clear", "V").op(Opcodes.ATHROW);
    method.instructions.add(code.list);
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, failed, null));
  }

  // ---- stack map frames

  /**
   * Dead locals are dropped from the method's own frames: a restored activation does not have them.
   */
  private void rewriteFrames() {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof FrameNode node) {
        BitSet live = plan.liveness().after(node);
        List<Object> slots = Types.expand(node.local == null ? List.of() : node.local);
        for (int i = 0; i < slots.size(); i++) {
          Object type = slots.get(i);
          if (!live.get(i) && type != Opcodes.UNINITIALIZED_THIS) {
            slots.set(i, Opcodes.TOP);
          } else if (Types.isWide(type)) {
            i++;
          }
        }
        node.local = withAdded(slots);
        node.type = Opcodes.F_NEW;
      }
    }
  }

  private List<Object> locals(SuspendPoint point) {
    List<Object> slots = new ArrayList<>();
    for (SuspendPoint.Local local : point.locals()) {
      while (slots.size() < local.index()) {
        slots.add(Opcodes.TOP);
      }
      slots.add(local.type() instanceof AbstractInsnNode ? Opcodes.NULL : local.type());
      if (Types.isWide(local.type())) {
        slots.add(Opcodes.TOP);
      }
    }
    return withAdded(slots);
  }

  private List<Object> entryLocals() {
    List<Object> slots = new ArrayList<>();
    if (isInstance) {
      slots.add(owner);
    }
    for (Type argument : Type.getArgumentTypes(method.desc)) {
      Object type = Types.of(argument);
      slots.add(type);
      if (Types.isWide(type)) {
        slots.add(Opcodes.TOP);
      }
    }
    return withAdded(slots);
  }

  /** Completes locals, one entry a slot, by those that weaving adds. */
  private List<Object> withAdded(List<Object> slots) {
    while (slots.size() < continuation) {
      slots.add(Opcodes.TOP);
    }
    slots.add(Code.CORE);
    slots.add(Opcodes.INTEGER);
    return Types.compact(slots);
  }

  private static FrameNode frame(List<Object> locals, List<Object> stack) {
    return new FrameNode(
        Opcodes.F_NEW, locals.size(), locals.toArray(), stack.size(), stack.toArray());
  }

  private static boolean startsWithFrame(AbstractInsnNode insn) {
    for (AbstractInsnNode i = insn; i != null && i.getOpcode() < 0; i = i.getNext()) {
      if (i instanceof FrameNode) {
        return true;
      }
    }
    return false;
  }
}
