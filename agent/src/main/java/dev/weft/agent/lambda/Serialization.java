package dev.weft.agent.lambda;

import static org.objectweb.asm.Opcodes.*;

import dev.weft.core.LambdaShape;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * How a lambda's object goes to a stream: as a java.lang.invoke.SerializedLambda, or not at all.
 */
final class Serialization {
  static final String REFUSAL = "java/io/NotSerializableException";

  private static final String FORM = "java/lang/invoke/SerializedLambda";
  private static final String STRING = "Ljava/lang/String;";
  private static final String FORM_DESC =
      "(Ljava/lang/Class;" + STRING.repeat(3) + "I" + STRING.repeat(4) + "[Ljava/lang/Object;)V";

  private Serialization() {}

  /**
   * {@code return new SerializedLambda(capturing class, interface, its method, the implementation,
   * captured values);}
   */
  static void writeReplace(MethodVisitor out, String className, LambdaShape shape) {
    MethodHandleInfo implementation = shape.implementation().info();
    out.visitCode();
    out.visitTypeInsn(NEW, FORM);
    out.visitInsn(DUP);
    out.visitLdcInsn(Type.getType(shape.caller()));
    out.visitLdcInsn(Type.getInternalName(shape.factoryType().returnType()));
    out.visitLdcInsn(shape.methodName());
    out.visitLdcInsn(shape.methodType().toMethodDescriptorString());
    out.visitLdcInsn(implementation.getReferenceKind());
    out.visitLdcInsn(Type.getInternalName(implementation.getDeclaringClass()));
    out.visitLdcInsn(implementation.getName());
    out.visitLdcInsn(implementation.getMethodType().toMethodDescriptorString());
    out.visitLdcInsn(shape.dynamicType().toMethodDescriptorString());
    pushCaptured(out, className, shape.factoryType());
    out.visitMethodInsn(INVOKESPECIAL, FORM, "<init>", FORM_DESC, false);
    out.visitInsn(ARETURN);
    out.visitMaxs(17, 1);
    out.visitEnd();
  }

  private static void pushCaptured(MethodVisitor out, String className, MethodType captured) {
    Conversion conversion = new Conversion(out);
    out.visitLdcInsn(captured.parameterCount());
    out.visitTypeInsn(ANEWARRAY, "java/lang/Object");
    for (int i = 0; i < captured.parameterCount(); i++) {
      Class<?> type = captured.parameterType(i);
      out.visitInsn(DUP);
      out.visitLdcInsn(i);
      out.visitVarInsn(ALOAD, 0);
      out.visitFieldInsn(GETFIELD, className, LambdaClass.field(i), Type.getDescriptor(type));
      if (type.isPrimitive()) {
        conversion.box(type);
      }
      out.visitInsn(AASTORE);
    }
  }

  /**
   * For an object that an interface makes serializable without the lambda having been compiled for
   * it.
   */
  static void refuse(MethodVisitor out) {
    out.visitCode();
    out.visitTypeInsn(NEW, REFUSAL);
    out.visitInsn(DUP);
    out.visitLdcInsn("Non-serializable lambda");
    out.visitMethodInsn(INVOKESPECIAL, REFUSAL, "<init>", "(" + STRING + ")V", false);
    out.visitInsn(ATHROW);
    out.visitMaxs(3, 2);
    out.visitEnd();
  }
}
