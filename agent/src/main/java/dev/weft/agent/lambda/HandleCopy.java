package dev.weft.agent.lambda;

import static org.objectweb.asm.Opcodes.*;

import dev.weft.core.ClassInfo;
import dev.weft.core.CopyInfo;
import dev.weft.core.Spinner.Spun;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes the woven form of a call through a method handle that converts the method's result:
 *
 * <pre>
 * static Object invoke$0(Object handle, Object o, int n, ContinuationCore c) {
 *   return (Long) o.price(n, c);                   // as SpunMethod has it
 * }
 * </pre>
 */
final class HandleCopy {
  private HandleCopy() {}

  /**
   * @param host the class that declares the method
   * @param kind of {@link MethodHandleInfo}
   */
  static Spun write(Class<?> host, int kind, String name, MethodType method, Class<?> result) {
    String own = Type.getInternalName(host) + "$$WeftHandle";
    ClassWriter out = new ClassWriter(0);
    out.visit(V17, ACC_SUPER | ACC_FINAL | ACC_SYNTHETIC, own, null, "java/lang/Object", null);
    Call call = call(host, kind, name, method);
    MethodType type = call.type().changeReturnType(result);
    String wovenName = CopyInfo.nameOf("invoke", 0);
    String descriptor = SpunMethod.wovenDescriptor(type);
    MethodVisitor code = out.visitMethod(ACC_STATIC, wovenName, descriptor, null, null);
    new Converted(code, own, type, call).write(0);
    call.writeDispatch(out);
    out.visitEnd();
    return new Spun(
        out.toByteArray(),
        ClassInfo.ofSpun(
            new String[] {wovenName}, new String[] {descriptor}, new int[] {ACC_STATIC}));
  }

  /** References stay Object: nothing here needs more, and the class may not see their types. */
  private static Call call(Class<?> host, int kind, String name, MethodType method) {
    boolean isStatic = kind == MethodHandleInfo.REF_invokeStatic;
    MethodType erased = method.erase();
    return new Call(
        Call.kindOf(isStatic, host),
        host,
        name,
        method.toMethodDescriptorString(),
        isStatic ? erased : erased.insertParameterTypes(0, Object.class));
  }

  private static final class Converted extends SpunMethod {
    Converted(MethodVisitor out, String className, MethodType type, Call call) {
      super(out, className, type, call, true);
    }

    @Override
    void pushArguments() {
      int local = 1;
      for (Class<?> parameter : type.parameterArray()) {
        pushParameter(local, parameter);
        local += Type.getType(parameter).getSize();
      }
    }

    @Override
    void convertResult() {
      if (call.result() == void.class && type.returnType() != void.class) {
        out.visitInsn(ACONST_NULL);
      } else {
        conversion.convert(call.result(), type.returnType(), type.returnType());
      }
    }
  }
}
