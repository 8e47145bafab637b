package dev.weft.agent.lambda;

import static org.objectweb.asm.Opcodes.*;

import dev.weft.core.ClassInfo;
import dev.weft.core.Spinner.Spun;
import java.lang.invoke.MethodHandleInfo;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes a class that makes one call as compiled code makes it:
 *
 * <pre>
 * static Object call(Object o, Object a, int n, ContinuationCore c) {
 *   return ((Orders) o).price((Item) a, n);
 * }
 * </pre>
 */
final class PlainCallClass {
  private static final String NAME = "call";

  private PlainCallClass() {}

  /**
   * @param kind of {@link MethodHandleInfo}: static, virtual or of an interface
   * @param wovenDescriptor of the method that is written
   */
  static Spun write(
      Class<?> host,
      int kind,
      Class<?> owner,
      String name,
      String descriptor,
      String wovenDescriptor) {
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    String own = Type.getInternalName(host) + "$$WeftCall";
    out.visit(V17, ACC_SUPER | ACC_FINAL | ACC_SYNTHETIC, own, null, "java/lang/Object", null);
    MethodVisitor code = out.visitMethod(ACC_STATIC, NAME, wovenDescriptor, null, null);
    code.visitCode();
    int local = 0;
    if (kind != MethodHandleInfo.REF_invokeStatic) {
      code.visitVarInsn(ALOAD, local++);
      if (!owner.isInterface()) { // else the call itself refuses what has not the interface
        code.visitTypeInsn(CHECKCAST, Type.getInternalName(owner));
      }
    }
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      code.visitVarInsn(argument.getOpcode(ILOAD), local);
      if (argument.getSort() >= Type.ARRAY) {
        code.visitTypeInsn(CHECKCAST, argument.getInternalName());
      }
      local += argument.getSize();
    }
    code.visitMethodInsn(
        Call.opcodeOf(kind), Type.getInternalName(owner), name, descriptor, owner.isInterface());
    code.visitInsn(Type.getReturnType(wovenDescriptor).getOpcode(IRETURN));
    code.visitMaxs(0, 0);
    code.visitEnd();
    out.visitEnd();
    ClassInfo info =
        ClassInfo.ofSpun(
            new String[] {NAME}, new String[] {wovenDescriptor}, new int[] {ACC_STATIC});
    return new Spun(out.toByteArray(), info);
  }
}
