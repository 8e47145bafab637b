package dev.weft.agent.weave;

import org.objectweb.asm.Opcodes;

/** Reads descriptors where they are, for what is done with each class as it loads. */
final class Descriptors {
  private Descriptors() {}

  /** The index after the type that begins at {@code at}. */
  static int next(String descriptor, int at) {
    int i = at;
    while (descriptor.charAt(i) == '[') {
      i++;
    }
    return descriptor.charAt(i) == 'L' ? descriptor.indexOf(';', i) + 1 : i + 1;
  }

  /** Slots of a type that begins so. */
  static int size(char first) {
    return first == 'V' ? 0 : first == 'J' || first == 'D' ? 2 : 1;
  }

  /**
   * The form of an instruction for a type that begins so.
   *
   * @param opcode that for int: ILOAD, ISTORE or IRETURN, after which those for long, float, double
   *     and references stand
   */
  static int opcode(char first, int opcode) {
    return switch (first) {
      case 'V' -> Opcodes.RETURN;
      case 'J' -> opcode + 1;
      case 'F' -> opcode + 2;
      case 'D' -> opcode + 3;
      case 'L', '[' -> opcode + 4;
      default -> opcode;
    };
  }
}
