package dev.weft.agent.weave;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The operand stack around a call, as verification types.
 *
 * @param below what stays below the receiver and arguments, lowest first
 * @param arguments the receiver, if there is one, and the arguments
 * @param result what the call leaves; null for nothing
 */
record Operands(List<Object> below, List<Object> arguments, @Nullable Object result) {

  /**
   * @param accessible gives the type that a value can be cast to
   */
  static Operands of(
      MethodInsnNode call, TypeStates.State state, UnaryOperator<Object> accessible) {
    int consumed =
        Type.getArgumentCount(call.desc) + (call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1);
    List<Object> stack = state.stack();
    int split = stack.size() - consumed;
    Type type = Type.getReturnType(call.desc);
    return new Operands(
        stack.subList(0, split).stream().map(accessible).toList(),
        List.copyOf(stack.subList(split, stack.size())),
        type.getSort() == Type.VOID ? null : accessible.apply(Types.of(type)));
  }
}
