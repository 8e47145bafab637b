package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Verification types as ASM writes them: an Integer of {@link Opcodes}, an internal name, or a
 * label of a NEW.
 */
final class Types {
  private Types() {}

  static boolean isWide(Object type) {
    return type == Opcodes.LONG || type == Opcodes.DOUBLE;
  }

  static boolean isReference(Object type) {
    return type instanceof String;
  }

  static boolean isPrimitive(Object type) {
    return type == Opcodes.INTEGER || type == Opcodes.FLOAT || isWide(type);
  }

  static Object of(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.LONG -> Opcodes.LONG;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      default -> type.getInternalName();
    };
  }

  /**
   * The opcode for a value of that type: {@code ILOAD}, {@code ISTORE} and {@code IRETURN} have the
   * same order of types.
   */
  static int opcode(Object type, int intOpcode) {
    int offset =
        type == Opcodes.INTEGER
            ? 0
            : type == Opcodes.LONG ? 1 : type == Opcodes.FLOAT ? 2 : type == Opcodes.DOUBLE ? 3 : 4;
    return intOpcode + offset;
  }

  /** From one entry a slot to one entry a value, without trailing TOPs, as frames are written. */
  static List<Object> compact(List<Object> slots) {
    List<Object> values = new ArrayList<>(slots.size());
    for (int i = 0; i < slots.size(); i++) {
      Object type = slots.get(i);
      values.add(type);
      if (isWide(type)) {
        i++;
      }
    }
    while (!values.isEmpty() && values.get(values.size() - 1) == Opcodes.TOP) {
      values.remove(values.size() - 1);
    }
    return values;
  }

  /** From one entry a value to one entry a slot. */
  static List<Object> expand(List<Object> values) {
    List<Object> slots = new ArrayList<>(values.size() + 4);
    for (Object type : values) {
      slots.add(type);
      if (isWide(type)) {
        slots.add(Opcodes.TOP);
      }
    }
    return slots;
  }
}
