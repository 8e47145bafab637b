package dev.weft.agent.lambda;

import static org.objectweb.asm.Opcodes.*;

import dev.weft.core.ClassInfo;
import dev.weft.core.CopyInfo;
import dev.weft.core.Lambda;
import dev.weft.core.Spinner.Spun;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes the class with the woven forms of a lambda's methods. */
final class LambdaCopy {
  private LambdaCopy() {}

  /**
   * @param offsets where the lambda's objects hold what is captured
   * @return null if it leads to a constructor
   */
  static @Nullable Spun write(Lambda lambda, long[] offsets) {
    Lambda.Implementation method = lambda.method();
    if (method == null) {
      return null;
    }
    String name = Type.getInternalName(lambda.caller()) + "$$WeftLambda";
    ClassWriter out = new ClassWriter(0);
    out.visit(V17, ACC_SUPER | ACC_FINAL | ACC_SYNTHETIC, name, null, "java/lang/Object", null);
    Call call = Call.of(method);
    List<MethodType> types = lambda.methodTypes();
    String[] names = new String[types.size()];
    String[] descriptors = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = CopyInfo.nameOf(lambda.methodName(), i);
      descriptors[i] = SpunMethod.wovenDescriptor(types.get(i));
      MethodVisitor code = out.visitMethod(ACC_STATIC, names[i], descriptors[i], null, null);
      new LambdaMethod(code, name, lambda, offsets, types.get(i), call).write(i);
    }
    call.writeDispatch(out);
    out.visitEnd();
    int[] access = new int[names.length];
    Arrays.fill(access, ACC_STATIC);
    return new Spun(out.toByteArray(), ClassInfo.ofSpun(names, descriptors, access));
  }
}
