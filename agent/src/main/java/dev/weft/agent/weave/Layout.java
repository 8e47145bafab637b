package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Where values go in a saved frame: references in order to r0, r1 …, primitives as longs to p0, p1
 * ….
 */
final class Layout {
  private static final String CORE = "dev/weft/core/";
  private static final String TAIL = "Ldev/weft/core/ContinuationCore;Ljava/lang/Class;II)V";

  /** The frame classes with room for a fixed number of values, smallest first. */
  private enum Size {
    A(2, 1),
    B(4, 2),
    C(8, 4);

    final int references;
    final int primitives;

    Size(int references, int primitives) {
      this.references = references;
      this.primitives = primitives;
    }
  }

  private record Value(int local, Object type) {}

  private final List<Value> references = new ArrayList<>();
  private final List<Value> primitives = new ArrayList<>();
  private final @Nullable Size size;

  /**
   * @param values types by local
   */
  Layout(SortedMap<Integer, Object> values) {
    values.forEach(
        (local, type) ->
            (Types.isPrimitive(type) ? primitives : references).add(new Value(local, type)));
    this.size = fit();
  }

  private @Nullable Size fit() {
    int needed = references.size();
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

  /** Whether it needs arrays. */
  boolean isUnbounded() {
    return size == null;
  }

  boolean isAsLargeAs(Layout other) {
    return size == other.size;
  }

  /** The operand stack that {@link #pushValues} takes at the most. */
  int pushedSlots() {
    return size == null ? 7 : size.references + 2 * size.primitives;
  }

  /** Pushes the values: the save hook's arguments but for the continuation and the rest. */
  void pushValues(Code code) {
    Size fixed = size;
    if (fixed == null) {
      pushArrays(code);
      return;
    }
    int pushed = references.size();
    for (Value value : references) {
      code.loadRef(value.local());
    }
    for (; pushed < fixed.references; pushed++) {
      code.op(Opcodes.ACONST_NULL);
    }
    for (Value value : primitives) {
      toBits(code.load(value.type(), value.local()), value.type());
    }
    for (int i = primitives.size(); i < fixed.primitives; i++) {
      code.op(Opcodes.LCONST_0);
    }
  }

  private void pushArrays(Code code) {
    code.op(Opcodes.ACONST_NULL);
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

  String saveSignature() {
    if (size == null) {
      return "(Ljava/lang/Object;[Ljava/lang/Object;[J" + TAIL;
    }
    return "(" + "Ljava/lang/Object;".repeat(size.references) + "J".repeat(size.primitives) + TAIL;
  }

  /** Loads the saved values into their locals from the frame in local {@code frame}. */
  void restore(Code code, int frame) {
    for (int i = 0; i < references.size(); i++) {
      Value value = references.get(i);
      code.loadRef(frame);
      if (size == null) {
        code.getField(frameClass(), "references", "[Ljava/lang/Object;").push(i).op(Opcodes.AALOAD);
      } else {
        code.getField(frameClass(), "r" + i, "Ljava/lang/Object;");
      }
      code.cast((String) value.type()).storeRef(value.local());
    }
    for (int i = 0; i < primitives.size(); i++) {
      Value value = primitives.get(i);
      code.loadRef(frame);
      if (size == null) {
        code.getField(frameClass(), "primitives", "[J").push(i).op(Opcodes.LALOAD);
      } else {
        code.getField(frameClass(), "p" + i, "J");
      }
      fromBits(code, value.type()).store(value.type(), value.local());
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
