package dev.weft.agent.weave;

import java.util.List;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * A call at which the method may be captured, with all that has to be saved.
 *
 * @param number from 1
 * @param line the source line, 0 when unknown
 * @param locals the live locals
 * @param operands the operand stack around the call
 */
record SuspendPoint(
    int number, MethodInsnNode call, int line, List<Local> locals, Operands operands) {

  /** A live local and its verification type. */
  record Local(int index, Object type) {}

  /** Line and number as one int, which is what a saved frame keeps. */
  int position() {
    return line << 16 | number;
  }
}
