package dev.weft.agent.lambda;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ACONST_NULL;

import java.lang.invoke.MethodType;
import org.objectweb.asm.MethodVisitor;

/**
 * {@code Object m(Object receiver, Object[] arguments)}, which passes what it gets to a method and
 * boxes its result.
 */
final class ReflectiveMethod extends SpunMethod {
  static final MethodType TYPE = MethodType.methodType(Object.class, Object.class, Object[].class);

  ReflectiveMethod(MethodVisitor out, String className, Call call, boolean isWoven) {
    super(out, className, TYPE, call, isWoven);
  }

  @Override
  void pushArguments() {
    int first = 0;
    if (call.hasReceiver()) {
      pushParameter(1, Object.class);
      conversion.cast(call.type().parameterType(0));
      first = 1;
    }
    for (int i = first; i < call.type().parameterCount(); i++) {
      pushParameter(2, Object[].class);
      out.visitLdcInsn(i - first);
      out.visitInsn(AALOAD);
      Class<?> to = call.type().parameterType(i);
      conversion.convert(Object.class, to, Object.class);
    }
  }

  @Override
  void convertResult() {
    if (call.result() == void.class) {
      out.visitInsn(ACONST_NULL);
    } else {
      conversion.convert(call.result(), Object.class, Object.class);
    }
  }
}
