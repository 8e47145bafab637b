package dev.weft.agent.lambda;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.ILOAD;

import dev.weft.core.LambdaShape;
import java.lang.invoke.MethodType;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * The interface's method of a lambda's object, or a bridge to it: passes captured values and
 * arguments to the implementation.
 */
final class LambdaMethod extends SpunMethod {
  private final LambdaShape shape;
  private final String className;

  LambdaMethod(MethodVisitor out, String className, LambdaShape shape, MethodType type, Call call) {
    super(out, className, type, call);
    this.shape = shape;
    this.className = className;
  }

  @Override
  void pushArguments() {
    MethodType captured = shape.factoryType();
    for (int i = 0; i < captured.parameterCount(); i++) {
      pushCaptured(i);
    }
    int local = 1;
    for (int i = 0; i < type.parameterCount(); i++) {
      Class<?> from = type.parameterType(i);
      out.visitVarInsn(Type.getType(from).getOpcode(ILOAD), local);
      local += Type.getType(from).getSize();
      conversion.convert(
          from,
          call.type().parameterType(captured.parameterCount() + i),
          shape.dynamicType().parameterType(i));
    }
  }

  @Override
  void pushReceiver() {
    if (shape.factoryType().parameterCount() > 0) {
      pushCaptured(0);
    } else {
      out.visitVarInsn(ALOAD, 1);
    }
  }

  private void pushCaptured(int index) {
    out.visitVarInsn(ALOAD, 0);
    String descriptor = Type.getDescriptor(shape.factoryType().parameterType(index));
    out.visitFieldInsn(GETFIELD, className, LambdaClass.field(index), descriptor);
  }

  @Override
  void convertResult() {
    Class<?> to = type.returnType();
    conversion.convert(call.result(), to, to);
  }
}
