package dev.weft.agent.weave;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.TypeReference;

/** Writes a class with the code that compilers seldom write. */
final class OddCode {
  private static final String NAME = "odd/Code";
  private static final String ANNOTATION = "Lodd/Annotation;";

  private final ClassWriter writer;

  OddCode(int version) {
    writer =
        new ClassWriter(version < V1_6 ? ClassWriter.COMPUTE_MAXS : ClassWriter.COMPUTE_FRAMES);
    writer.visit(version, ACC_PUBLIC | ACC_SUPER, NAME, null, "java/lang/Object", null);
    writer.visitSource("Code.java", null);
  }

  byte[] toByteArray() {
    writer.visitEnd();
    return writer.toByteArray();
  }

  OddCode withConstants(int count) {
    for (int i = 0; i < count; i++) {
      writer.newUTF8("constant " + i);
    }
    return this;
  }

  /**
   * @param alignment by how many NOPs switches are moved
   */
  OddCode withAllShapes(int alignment) {
    constructor();
    next();
    shapes(alignment);
    fails(alignment);
    findClass();
    loop();
    wide();
    longCode();
    longThrow();
    return this;
  }

  private MethodVisitor method(int access, String name, String descriptor) {
    MethodVisitor out = writer.visitMethod(access, name, descriptor, null, null);
    out.visitCode();
    return out;
  }

  private static void end(MethodVisitor out, int opcode) {
    out.visitInsn(opcode);
    out.visitMaxs(0, 0);
    out.visitEnd();
  }

  private static void nops(MethodVisitor out, int count) {
    for (int i = 0; i < count; i++) {
      out.visitInsn(NOP);
    }
  }

  private static Label line(MethodVisitor out, int line) {
    Label label = new Label();
    out.visitLabel(label);
    out.visitLineNumber(line, label);
    return label;
  }

  private void constructor() {
    MethodVisitor out = method(ACC_PUBLIC, "<init>", "()V");
    out.visitVarInsn(ALOAD, 0);
    out.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    end(out, RETURN);
  }

  /** Calls what cannot suspend, but may call back. */
  private void next() {
    MethodVisitor out = method(ACC_PUBLIC, "next", "(I)I");
    out.visitLdcInsn("a");
    out.visitInsn(ACONST_NULL);
    out.visitMethodInsn(INVOKESTATIC, "java/util/Objects", "equals", TWO_OBJECTS, false);
    end(out, IRETURN);
  }

  private static final String TWO_OBJECTS = "(Ljava/lang/Object;Ljava/lang/Object;)Z";

  private static void callNext(MethodVisitor out) {
    out.visitMethodInsn(INVOKEVIRTUAL, NAME, "next", "(I)I", false);
  }

  private static void annotate(MethodVisitor out, int reference) {
    AnnotationVisitor plain = out.visitInsnAnnotation(reference, null, ANNOTATION, true);
    plain.visit("value", "x");
    plain.visitEnd();
    AnnotationVisitor nesting =
        out.visitInsnAnnotation(reference, TypePath.fromString("*"), ANNOTATION, false);
    nesting.visit("number", 1L);
    AnnotationVisitor array = nesting.visitArray("values");
    array.visitEnum(null, "Lodd/Enum;", "ONE");
    AnnotationVisitor nested = array.visitAnnotation(null, ANNOTATION);
    nested.visit("value", 'c');
    nested.visitEnd();
    array.visitEnd();
    nesting.visitEnd();
  }

  private void shapes(int alignment) {
    MethodVisitor out = method(ACC_PUBLIC, "shapes", "(JI)D");
    Label start = line(out, 10);
    Label handler = new Label();
    Label end = new Label();
    Label after = new Label();
    out.visitTryCatchBlock(start, end, handler, "java/lang/RuntimeException");
    out.visitTryCatchAnnotation(
            TypeReference.newTryCatchReference(0).getValue(), null, ANNOTATION, true)
        .visitEnd();
    nops(out, alignment);
    tableSwitch(out);
    nops(out, alignment);
    lookupSwitch(out);
    uninitialized(out);
    out.visitLabel(end);
    out.visitJumpInsn(GOTO, after);
    out.visitLabel(handler);
    out.visitInsn(POP);
    out.visitLabel(after);
    line(out, 12);
    Label last = new Label();
    out.visitInsn(DCONST_1);
    out.visitLabel(last);
    out.visitInsn(DRETURN);
    out.visitLocalVariable("this", "L" + NAME + ";", null, start, last, 0);
    out.visitLocalVariable("list", "Ljava/util/List;", "Ljava/util/List<TT;>;", start, end, 4);
    out.visitLocalVariableAnnotation(
            TypeReference.newTypeReference(TypeReference.LOCAL_VARIABLE).getValue(),
            null,
            new Label[] {start, end},
            new Label[] {end, last},
            new int[] {1, 4},
            ANNOTATION,
            true)
        .visitEnd();
    out.visitMaxs(0, 0);
    out.visitEnd();
  }

  private static void tableSwitch(MethodVisitor out) {
    Label one = new Label();
    Label two = new Label();
    Label other = new Label();
    out.visitVarInsn(ILOAD, 3);
    out.visitTableSwitchInsn(-1, 1, other, one, two, one);
    out.visitLabel(one);
    out.visitIincInsn(3, 1000);
    out.visitLabel(two);
    out.visitVarInsn(ALOAD, 0);
    out.visitVarInsn(ILOAD, 3);
    callNext(out);
    out.visitVarInsn(ISTORE, 3);
    out.visitLabel(other);
  }

  private static void lookupSwitch(MethodVisitor out) {
    Label one = new Label();
    Label other = new Label();
    out.visitVarInsn(ILOAD, 3);
    out.visitLookupSwitchInsn(other, new int[] {-7, 7_000_000}, new Label[] {other, one});
    out.visitLabel(one);
    line(out, 11);
    out.visitInsn(ACONST_NULL);
    out.visitTypeInsn(CHECKCAST, "java/util/List");
    annotate(out, TypeReference.newTypeArgumentReference(TypeReference.CAST, 1).getValue());
    out.visitInsn(POP);
    out.visitLabel(other);
  }

  /** A jump with two objects that no constructor has run for. */
  private static void uninitialized(MethodVisitor out) {
    Label one = new Label();
    Label both = new Label();
    out.visitTypeInsn(NEW, "java/lang/StringBuilder");
    annotate(out, TypeReference.newTypeReference(TypeReference.NEW).getValue());
    out.visitInsn(DUP);
    out.visitVarInsn(ILOAD, 3);
    out.visitJumpInsn(IFEQ, one);
    out.visitLdcInsn("one");
    out.visitJumpInsn(GOTO, both);
    out.visitLabel(one);
    out.visitLdcInsn("two");
    out.visitLabel(both);
    out.visitMethodInsn(
        INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "(Ljava/lang/String;)V", false);
    annotate(
        out,
        TypeReference.newTypeArgumentReference(
                TypeReference.CONSTRUCTOR_INVOCATION_TYPE_ARGUMENT, 0)
            .getValue());
    out.visitInsn(POP);
  }

  /** The link is cleared in the middle, between switches. */
  private void fails(int alignment) {
    MethodVisitor out = method(ACC_PUBLIC | ACC_SYNCHRONIZED, "fails", "(J)V");
    Label fine = new Label();
    Label bad = new Label();
    Label end = new Label();
    out.visitTryCatchBlock(bad, end, end, null);
    nops(out, alignment);
    out.visitVarInsn(LLOAD, 1);
    out.visitInsn(L2I);
    out.visitTableSwitchInsn(0, 2, bad, fine, bad, fine);
    out.visitLabel(bad);
    line(out, 20);
    out.visitTypeInsn(NEW, "java/lang/IllegalStateException");
    out.visitInsn(DUP);
    Label call = line(out, 21);
    out.visitMethodInsn(INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
    annotate(
        out,
        TypeReference.newTypeArgumentReference(
                TypeReference.CONSTRUCTOR_INVOCATION_TYPE_ARGUMENT, 0)
            .getValue());
    out.visitInsn(ATHROW);
    out.visitLabel(end);
    out.visitInsn(POP);
    out.visitVarInsn(LLOAD, 1);
    out.visitInsn(L2I);
    out.visitLookupSwitchInsn(fine, new int[] {1, 2}, new Label[] {bad, fine});
    out.visitLabel(fine);
    out.visitInsn(RETURN);
    out.visitLocalVariable("this", "L" + NAME + ";", null, call, end, 0);
    out.visitMaxs(0, 0);
    out.visitEnd();
  }

  /** The JVM calls it. */
  private void findClass() {
    MethodVisitor out = method(ACC_PROTECTED, "findClass", "(Ljava/lang/String;)Ljava/lang/Class;");
    Label other = new Label();
    out.visitVarInsn(ALOAD, 1);
    out.visitJumpInsn(IFNULL, other);
    out.visitVarInsn(ALOAD, 0);
    out.visitInsn(ICONST_0);
    callNext(out);
    out.visitInsn(POP);
    out.visitInsn(ACONST_NULL);
    out.visitInsn(ARETURN);
    out.visitLabel(other);
    out.visitInsn(ACONST_NULL);
    end(out, ARETURN);
  }

  /** Jumps to its first instruction. */
  private void loop() {
    MethodVisitor out = method(ACC_STATIC, "loop", "(L" + NAME + ";I)V");
    Label start = line(out, 30);
    out.visitVarInsn(ALOAD, 0);
    out.visitVarInsn(ILOAD, 1);
    callNext(out);
    out.visitJumpInsn(IFNE, start);
    end(out, RETURN);
  }

  private void wide() {
    StringBuilder descriptor = new StringBuilder("(");
    descriptor.append("JDIF".repeat(40)).append("L" + NAME + ";)F");
    MethodVisitor out = method(ACC_STATIC, "wide", descriptor.toString());
    Label start = new Label();
    out.visitLabel(start);
    out.visitVarInsn(ALOAD, 240);
    out.visitVarInsn(ILOAD, 4);
    callNext(out);
    out.visitVarInsn(ISTORE, 300);
    out.visitIincInsn(300, 5);
    out.visitVarInsn(ILOAD, 300);
    out.visitJumpInsn(IFNE, start);
    out.visitInsn(FCONST_0);
    end(out, FRETURN);
  }

  /** Too long for a stub; jumps that need four bytes. */
  private void longCode() {
    MethodVisitor out = method(ACC_PUBLIC, "longCode", "(I)V");
    Label start = new Label();
    out.visitLabel(start);
    out.visitVarInsn(ALOAD, 0);
    out.visitVarInsn(ILOAD, 1);
    callNext(out);
    out.visitInsn(POP);
    nops(out, 40_000);
    out.visitJumpInsn(GOTO, start);
    out.visitMaxs(0, 0);
    out.visitEnd();
  }

  private void longThrow() {
    MethodVisitor out = method(ACC_PUBLIC | ACC_SYNCHRONIZED, "longThrow", "(I)V");
    Label start = new Label();
    Label bad = new Label();
    out.visitLabel(start);
    out.visitVarInsn(ILOAD, 1);
    out.visitJumpInsn(IFEQ, bad);
    nops(out, 40_000);
    out.visitJumpInsn(GOTO, start);
    out.visitLabel(bad);
    out.visitTypeInsn(NEW, "java/lang/IllegalStateException");
    out.visitInsn(DUP);
    out.visitMethodInsn(INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
    end(out, ATHROW);
  }

  OddCode withUnknownAttribute() {
    MethodVisitor out = method(ACC_STATIC, "attributed", "(L" + NAME + ";)V");
    out.visitVarInsn(ALOAD, 0);
    out.visitInsn(ICONST_0);
    callNext(out);
    out.visitInsn(POP);
    out.visitAttribute(new Unheard());
    end(out, RETURN);
    return this;
  }

  private static final class Unheard extends Attribute {
    Unheard() {
      super("Unheard");
    }

    @Override
    public boolean isCodeAttribute() {
      return true;
    }

    @Override
    protected ByteVector write(
        ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
      return new ByteVector().putInt(7);
    }
  }
}
