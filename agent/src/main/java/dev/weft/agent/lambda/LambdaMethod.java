package dev.weft.agent.lambda;

import static org.objectweb.asm.Opcodes.*;

import dev.weft.core.Lambda;
import java.lang.invoke.MethodType;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * The interface's method of a lambda's object, or a bridge to it: passes captured values and
 * arguments to the implementation.
 */
final class LambdaMethod extends SpunMethod {
  private static final String CAPTURED = "dev/weft/core/Captured";

  private final Lambda lambda;
  private final long[] offsets;

  LambdaMethod(
      MethodVisitor out,
      String className,
      Lambda lambda,
      long[] offsets,
      MethodType type,
      Call call) {
    super(out, className, type, call, true);
    this.lambda = lambda;
    this.offsets = offsets;
  }

  @Override
  void pushArguments() {
    MethodType captured = lambda.captured();
    for (int i = 0; i < captured.parameterCount(); i++) {
      pushCaptured(captured.parameterType(i), offsets[i]);
    }
    int local = 1;
    for (int i = 0; i < type.parameterCount(); i++) {
      Class<?> from = type.parameterType(i);
      pushParameter(local, from);
      local += Type.getType(from).getSize();
      conversion.convert(
          from,
          call.type().parameterType(captured.parameterCount() + i),
          lambda.dynamicType().parameterType(i));
    }
  }

  private void pushCaptured(Class<?> of, long offset) {
    out.visitVarInsn(ALOAD, 0);
    out.visitLdcInsn(offset);
    String name = of.getName();
    String hook =
        of.isPrimitive()
            ? "of" + Character.toUpperCase(name.charAt(0)) + name.substring(1)
            : "reference";
    String result = of.isPrimitive() ? Type.getDescriptor(of) : "Ljava/lang/Object;";
    out.visitMethodInsn(INVOKESTATIC, CAPTURED, hook, "(Ljava/lang/Object;J)" + result, false);
  }

  @Override
  void convertResult() {
    Class<?> to = type.returnType();
    conversion.convert(call.result(), to, to);
  }
}
