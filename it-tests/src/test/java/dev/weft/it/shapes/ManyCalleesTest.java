package dev.weft.it.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.it.support.Generated;
import java.lang.invoke.MethodHandles;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A class that calls more methods than a copy has constants for if each were to have an own. */
class ManyCalleesTest {
  private static final ContinuationScope SCOPE = new ContinuationScope("many callees");
  private static final int CALLEES = 7000;
  private static final int CALLS_A_METHOD = 500;
  private static final String CALLED = Type.getInternalName(ManyCalleesTest.class) + "_Called";
  private static final String CALLER = Type.getInternalName(ManyCalleesTest.class) + "_Caller";

  /** What the generated methods call. */
  public static int paused(int n) {
    Continuation.yield(SCOPE);
    return n;
  }

  @Test
  void allAreCalled() throws Exception {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    lookup.defineClass(called());
    IntSupplier caller = (IntSupplier) lookup.defineClass(caller()).getConstructor().newInstance();
    int[] result = new int[1];
    Continuation continuation = new Continuation(SCOPE, () -> result[0] = caller.getAsInt());
    int suspensions = -1;
    while (!continuation.isDone()) {
      continuation.run();
      suspensions++;
    }
    assertEquals(CALLEES, result[0]);
    assertEquals(CALLEES / CALLS_A_METHOD, suspensions);
  }

  /** {@code int mI(int n) { return n + 1; }}, and after a pause each {@link #CALLS_A_METHOD}th. */
  private static byte[] called() {
    ClassWriter writer = Generated.begin(CALLED, "java/lang/Object");
    for (int i = 0; i < CALLEES; i++) {
      MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "m" + i, "(I)I", null, null);
      code.visitCode();
      code.visitVarInsn(Opcodes.ILOAD, 1);
      if (i % CALLS_A_METHOD == 0) {
        String owner = Type.getInternalName(ManyCalleesTest.class);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, "paused", "(I)I", false);
      }
      code.visitInsn(Opcodes.ICONST_1);
      code.visitInsn(Opcodes.IADD);
      code.visitInsn(Opcodes.IRETURN);
      code.visitMaxs(2, 2);
      code.visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static byte[] caller() {
    ClassWriter writer =
        Generated.begin(CALLER, "java/lang/Object", Type.getInternalName(IntSupplier.class));
    String part = "(L" + CALLED + ";I)I";
    MethodVisitor all = writer.visitMethod(Opcodes.ACC_PUBLIC, "getAsInt", "()I", null, null);
    all.visitCode();
    all.visitInsn(Opcodes.ICONST_0);
    all.visitVarInsn(Opcodes.ISTORE, 1);
    for (int from = 0; from < CALLEES; from += CALLS_A_METHOD) {
      all.visitTypeInsn(Opcodes.NEW, CALLED);
      all.visitInsn(Opcodes.DUP);
      all.visitMethodInsn(Opcodes.INVOKESPECIAL, CALLED, "<init>", "()V", false);
      all.visitVarInsn(Opcodes.ILOAD, 1);
      all.visitMethodInsn(Opcodes.INVOKESTATIC, CALLER, "from" + from, part, false);
      all.visitVarInsn(Opcodes.ISTORE, 1);
      part(writer, from, part);
    }
    all.visitVarInsn(Opcodes.ILOAD, 1);
    all.visitInsn(Opcodes.IRETURN);
    all.visitMaxs(2, 2);
    all.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void part(ClassWriter writer, int from, String descriptor) {
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_STATIC, "from" + from, descriptor, null, null);
    code.visitCode();
    for (int i = from; i < from + CALLS_A_METHOD; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(Opcodes.ILOAD, 1);
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, CALLED, "m" + i, "(I)I", false);
      code.visitVarInsn(Opcodes.ISTORE, 1);
    }
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(2, 2);
    code.visitEnd();
  }
}
