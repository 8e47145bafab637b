package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Where a suspend point's values go in its saved frame: references in order to r0, r1 …, primitives
 * as longs to p0, p1 …. Null-typed values and placeholders of moved allocations need no place.
 */
final class Layout {
  private static final String CORE = "dev/weft/core/";
  private static final String TAIL = "Ldev/weft/core/ContinuationCore;Ljava/lang/Class;II)V";

  /** The frame classes with room for a fixed number of values, smallest first. */
  private enum Size {
    A(2, 0),
    B(4, 2),
    C(8, 4);

    final int references;
    final int primitives;

    Size(int references, int primitives) {
      this.references = references;
      this.primitives = primitives;
    }
  }

  /** A value to save: from a local, or from the operand stack by way of one. */
  record Value(Object type, int local, boolean operand) {}

  private final List<Value> references = new ArrayList<>();
  private final List<Value> primitives = new ArrayList<>();
  private final boolean hasReceiver;
  private final @Nullable Size size;

  /**
   * @param operandLocals a local for each of the point's operands
   */
  Layout(SuspendPoint point, boolean hasReceiver, int[] operandLocals) {
    this.hasReceiver = hasReceiver;
    for (SuspendPoint.Local local : point.locals()) {
      if (!(hasReceiver && local.index() == 0)) {
        add(new Value(local.type(), local.index(), false));
      }
    }
    for (int i = 0; i < operandLocals.length; i++) {
      add(new Value(point.operands().get(i), operandLocals[i], true));
    }
    this.size = fit();
  }

  private void add(Value value) {
    if (Types.isPrimitive(value.type())) {
      primitives.add(value);
    } else if (Types.isReference(value.type())) {
      references.add(value);
    }
  }

  private @Nullable Size fit() {
    int needed = references.size() + (hasReceiver ? 1 : 0);
    for (Size candidate : Size.values()) {
      if (needed <= candidate.references && primitives.size() <= candidate.primitives) {
        return candidate;
      }
    }
    return null;
  }

  String frameClass() {
    return CORE + "Frame" + (size == null ? "X" : size.name());
  }

  boolean isSmallest() {
    return size == Size.A;
  }

  /**
   * Pushes the values as the arguments of the save hook, the continuation and the rest of them
   * excepted.
   */
  void pushValues(Code code) {
    if (size == null) {
      pushArrays(code);
      return;
    }
    int pushed = 0;
    if (hasReceiver) {
      code.loadRef(0);
      pushed++;
    }
    for (Value value : references) {
      code.loadRef(value.local());
      pushed++;
    }
    for (; pushed < size.references; pushed++) {
      code.op(Opcodes.ACONST_NULL);
    }
    for (Value value : primitives) {
      toBits(code.load(value.type(), value.local()), value.type());
    }
    for (int i = primitives.size(); i < size.primitives; i++) {
      code.op(Opcodes.LCONST_0);
    }
  }

  private void pushArrays(Code code) {
    if (hasReceiver) {
      code.loadRef(0);
    } else {
      code.op(Opcodes.ACONST_NULL);
    }
    code.push(references.size()).add(new TypeInsnNode(Opcodes.ANEWARRAY, "java/lang/Object"));
    for (int i = 0; i < references.size(); i++) {
      code.op(Opcodes.DUP).push(i).loadRef(references.get(i).local()).op(Opcodes.AASTORE);
    }
    code.push(primitives.size()).add(new IntInsnNode(Opcodes.NEWARRAY, Opcodes.T_LONG));
    for (int i = 0; i < primitives.size(); i++) {
      Value value = primitives.get(i);
      code.op(Opcodes.DUP).push(i);
      toBits(code.load(value.type(), value.local()), value.type()).op(Opcodes.LASTORE);
    }
  }

  /** The operand stack that {@link #pushValues} takes at the most. */
  int pushedSlots() {
    return size == null ? 7 : size.references + 2 * size.primitives;
  }

  String saveSignature() {
    if (size == null) {
      return "(Ljava/lang/Object;[Ljava/lang/Object;[J" + TAIL;
    }
    return "(" + "Ljava/lang/Object;".repeat(size.references) + "J".repeat(size.primitives) + TAIL;
  }

  /** Loads the saved locals from the frame in local {@code frame}. */
  void restoreLocals(Code code, int frame) {
    for (Value value : references) {
      if (!value.operand()) {
        get(code, frame, value).storeRef(value.local());
      }
    }
    for (Value value : primitives) {
      if (!value.operand()) {
        get(code, frame, value).store(value.type(), value.local());
      }
    }
  }

  /** Pushes a saved operand. */
  void pushOperand(Code code, int frame, int local) {
    for (Value value : references) {
      if (value.operand() && value.local() == local) {
        get(code, frame, value);
      }
    }
    for (Value value : primitives) {
      if (value.operand() && value.local() == local) {
        get(code, frame, value);
      }
    }
  }

  private Code get(Code code, int frame, Value value) {
    code.loadRef(frame);
    int reference = references.indexOf(value);
    if (reference >= 0) {
      getReference(code, reference);
      return code.cast((String) value.type());
    }
    getPrimitive(code, primitives.indexOf(value));
    return fromBits(code, value.type());
  }

  private void getReference(Code code, int index) {
    if (size == null) {
      code.getField(frameClass(), "references", "[Ljava/lang/Object;")
          .push(index)
          .op(Opcodes.AALOAD);
    } else {
      code.getField(frameClass(), "r" + (hasReceiver ? index + 1 : index), "Ljava/lang/Object;");
    }
  }

  private void getPrimitive(Code code, int index) {
    if (size == null) {
      code.getField(frameClass(), "primitives", "[J").push(index).op(Opcodes.LALOAD);
    } else {
      code.getField(frameClass(), "p" + index, "J");
    }
  }

  private static Code toBits(Code code, Object type) {
    if (type == Opcodes.INTEGER) {
      return code.op(Opcodes.I2L);
    }
    if (type == Opcodes.FLOAT) {
      return code.call("java/lang/Float", "floatToRawIntBits", "(F)I").op(Opcodes.I2L);
    }
    return type == Opcodes.DOUBLE
        ? code.call("java/lang/Double", "doubleToRawLongBits", "(D)J")
        : code;
  }

  private static Code fromBits(Code code, Object type) {
    if (type == Opcodes.INTEGER) {
      return code.op(Opcodes.L2I);
    }
    if (type == Opcodes.FLOAT) {
      return code.op(Opcodes.L2I).call("java/lang/Float", "intBitsToFloat", "(I)F");
    }
    return type == Opcodes.DOUBLE
        ? code.call("java/lang/Double", "longBitsToDouble", "(J)D")
        : code;
  }
}
