package dev.weft.agent.trace;

import static org.objectweb.asm.Opcodes.*;

import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Raises the exception from code that no Java source is compiled to. */
final class NullInstructions {
  private static final String OBJECT = "java/lang/Object";
  private static final String NAME = "dev/weft/agent/trace/NullCases";
  private static final String CALL_SITE = "java/lang/invoke/ConstantCallSite";
  private static final String BOOTSTRAP_TYPE =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
          + "Ljava/lang/invoke/CallSite;";

  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

  private NullInstructions() {}

  /** Of a version that needs no frames, and may have subroutines. */
  static byte[] ofOldVersion() {
    NullInstructions it = new NullInstructions();
    it.writer.visit(V1_5, ACC_PUBLIC, NAME, null, OBJECT, null);
    it.stackCases();
    it.flowCases();
    it.writer.visitEnd();
    return it.writer.toByteArray();
  }

  /** Of a version that may have dynamic calls. */
  static byte[] ofNewVersion() {
    NullInstructions it = new NullInstructions();
    it.writer.visit(V11, ACC_PUBLIC, NAME, null, OBJECT, null);
    it.dynamicCases();
    it.writer.visitEnd();
    return it.writer.toByteArray();
  }

  private void method(String name, Consumer<MethodVisitor> body) {
    MethodVisitor code = writer.visitMethod(ACC_STATIC, name, "()V", null, null);
    code.visitCode();
    body.accept(code);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static void instructions(MethodVisitor code, int... opcodes) {
    for (int opcode : opcodes) {
      code.visitInsn(opcode);
    }
  }

  private static void hash(MethodVisitor code) {
    code.visitMethodInsn(INVOKEVIRTUAL, OBJECT, "hashCode", "()I", false);
    instructions(code, POP, RETURN);
  }

  private void stackCases() {
    method("monitorExit", code -> instructions(code, ACONST_NULL, MONITOREXIT, RETURN));
    method(
        "swap",
        code -> {
          instructions(code, ACONST_NULL, ICONST_1, SWAP);
          hash(code);
        });
    int[][] duplications = {
      {ACONST_NULL, ICONST_1, DUP_X1, POP},
      {ICONST_2, ACONST_NULL, DUP_X1, POP, POP},
      {ACONST_NULL, ICONST_1, ICONST_2, DUP_X2, POP, POP},
      {LCONST_1, ACONST_NULL, DUP_X2, POP, POP2},
      {ACONST_NULL, ICONST_1, DUP2, POP},
      {ACONST_NULL, ICONST_1, ICONST_2, DUP2_X1, POP2},
      {ICONST_1, ACONST_NULL, ICONST_2, DUP2_X1, POP2, POP, POP},
      {ACONST_NULL, ICONST_4, LCONST_1, DUP2_X2, POP2, POP},
      {LCONST_1, ACONST_NULL, ICONST_3, DUP2_X2, POP2, POP2, POP},
    };
    for (int i = 0; i < duplications.length; i++) {
      int[] duplication = duplications[i];
      method(
          "duplication" + i,
          code -> {
            instructions(code, duplication);
            hash(code);
          });
    }
    method(
        "wideLocal",
        code -> {
          instructions(code, ACONST_NULL);
          code.visitVarInsn(ASTORE, 300);
          code.visitVarInsn(ALOAD, 300);
          hash(code);
        });
  }

  private void flowCases() {
    method("subroutine", NullInstructions::subroutine);
    method("backwards", NullInstructions::backwards);
    method("switchFallsThrough", NullInstructions::switchFallsThrough);
    method(
        "handlerThatIsFallenInto",
        code -> {
          Label start = new Label();
          Label handler = new Label();
          code.visitTryCatchBlock(start, handler, handler, null);
          code.visitLabel(start);
          instructions(code, ACONST_NULL);
          code.visitLabel(handler);
          hash(code);
        });
  }

  private static void subroutine(MethodVisitor code) {
    Label routine = new Label();
    instructions(code, ACONST_NULL);
    code.visitVarInsn(ASTORE, 0);
    code.visitJumpInsn(JSR, routine);
    code.visitVarInsn(ALOAD, 0);
    hash(code);
    code.visitLabel(routine);
    code.visitVarInsn(ASTORE, 1);
    code.visitVarInsn(RET, 1);
  }

  /** What raises it comes before what leads there. */
  private static void backwards(MethodVisitor code) {
    Label raise = new Label();
    Label first = new Label();
    code.visitJumpInsn(GOTO, first);
    code.visitLabel(raise);
    hash(code);
    code.visitLabel(first);
    instructions(code, ACONST_NULL);
    code.visitJumpInsn(GOTO, raise);
  }

  private static void switchFallsThrough(MethodVisitor code) {
    Label end = new Label();
    Label dead = new Label();
    instructions(code, ACONST_NULL, ICONST_0);
    code.visitTableSwitchInsn(0, 0, end, end);
    code.visitLabel(dead);
    instructions(code, POP, ACONST_NULL);
    code.visitLabel(end);
    hash(code);
  }

  private void dynamicCases() {
    method(
        "dynamicCall",
        code -> {
          Handle bootstrap = new Handle(H_INVOKESTATIC, NAME, "bootstrap", BOOTSTRAP_TYPE, false);
          code.visitInvokeDynamicInsn("none", "()Ljava/lang/Object;", bootstrap);
          hash(code);
        });
    MethodVisitor code = writer.visitMethod(ACC_STATIC, "bootstrap", BOOTSTRAP_TYPE, null, null);
    code.visitCode();
    code.visitTypeInsn(NEW, CALL_SITE);
    code.visitInsn(DUP);
    code.visitLdcInsn(Type.getObjectType(OBJECT));
    code.visitInsn(ACONST_NULL);
    code.visitMethodInsn(
        INVOKESTATIC,
        "java/lang/invoke/MethodHandles",
        "constant",
        "(Ljava/lang/Class;Ljava/lang/Object;)Ljava/lang/invoke/MethodHandle;",
        false);
    code.visitMethodInsn(
        INVOKESPECIAL, CALL_SITE, "<init>", "(Ljava/lang/invoke/MethodHandle;)V", false);
    code.visitInsn(ARETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
