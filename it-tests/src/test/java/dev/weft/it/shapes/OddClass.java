package dev.weft.it.shapes;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A class being written with instructions that no compiler writes: a program with {@code run} to be
 * filled in, and what helpers it needs. Versions from 50 get stack maps, older ones have none.
 */
final class OddClass implements Opcodes {
  static final String PROBE = Type.getInternalName(Probe.class);
  static final String PROBE_DESC = "L" + PROBE + ";";
  static final String OBJECT = "java/lang/Object";

  final String name;
  final ClassWriter writer;

  OddClass(String simpleName, int version) {
    name = OddClass.class.getPackageName().replace('.', '/') + "/odd/" + simpleName;
    writer = new SimpleWriter(Odd.number(version) >= V1_6);
    String[] interfaces = {Type.getInternalName(Program.class)};
    writer.visit(version, ACC_PUBLIC | ACC_SUPER, name, null, OBJECT, interfaces);
    writer.visitSource(simpleName + ".odd", null);
    MethodVisitor init = method(ACC_PUBLIC, "<init>", "()V");
    init.visitVarInsn(ALOAD, 0);
    init.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    init.visitInsn(RETURN);
    end(init);
  }

  /** All reference types of these classes merge to Object, so that none has to be loaded. */
  private static final class SimpleWriter extends ClassWriter {
    SimpleWriter(boolean stackMaps) {
      super(stackMaps ? COMPUTE_FRAMES : COMPUTE_MAXS);
    }

    @Override
    protected String getCommonSuperClass(String a, String b) {
      return OBJECT;
    }
  }

  MethodVisitor method(int access, String methodName, String descriptor) {
    MethodVisitor method = writer.visitMethod(access, methodName, descriptor, null, null);
    method.visitCode();
    Label line = new Label();
    method.visitLabel(line);
    method.visitLineNumber(descriptor.length(), line);
    return method;
  }

  /** The method {@code run}: the probe is local 1. */
  MethodVisitor run() {
    return method(ACC_PUBLIC, "run", "(" + PROBE_DESC + ")L" + OBJECT + ";");
  }

  void end(MethodVisitor method) {
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /** Adds a field {@code n} and a constructor that sets it: what is made by {@code new} here. */
  void withField() {
    writer.visitField(ACC_PUBLIC, "n", "I", null, null).visitEnd();
    MethodVisitor init = method(ACC_PUBLIC, "<init>", "(I)V");
    init.visitVarInsn(ALOAD, 0);
    init.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    init.visitVarInsn(ALOAD, 0);
    init.visitVarInsn(ILOAD, 1);
    init.visitFieldInsn(PUTFIELD, name, "n", "I");
    init.visitInsn(RETURN);
    end(init);
  }

  /** Suspends with nothing given and nothing returned; the probe is in that local. */
  static void suspend(MethodVisitor code, int probe) {
    code.visitVarInsn(ALOAD, probe);
    code.visitMethodInsn(INVOKEVIRTUAL, PROBE, "suspend", "()V", false);
  }

  /** A suspension that yields an int constant. */
  static void suspendInt(MethodVisitor code, int probe, int value) {
    code.visitVarInsn(ALOAD, probe);
    code.visitLdcInsn(value);
    code.visitMethodInsn(INVOKEVIRTUAL, PROBE, "suspend", "(I)I", false);
  }

  /** A suspension that yields a constant of type long, double or float. */
  static void suspendConstant(MethodVisitor code, int probe, Object value) {
    char type = value instanceof Long ? 'J' : value instanceof Double ? 'D' : 'F';
    code.visitVarInsn(ALOAD, probe);
    code.visitLdcInsn(value);
    code.visitMethodInsn(INVOKEVIRTUAL, PROBE, "suspend", "(" + type + ")" + type, false);
  }

  /** Logs the value of that type on the stack, {@code I J F D} or an object's descriptor. */
  static void log(MethodVisitor code, int probe, String type) {
    String text = type.length() > 1 ? "L" + OBJECT + ";" : type;
    String valueOf = "(" + text + ")Ljava/lang/String;";
    code.visitMethodInsn(INVOKESTATIC, "java/lang/String", "valueOf", valueOf, false);
    code.visitVarInsn(ALOAD, probe);
    code.visitInsn(SWAP);
    code.visitMethodInsn(INVOKEVIRTUAL, PROBE, "log", "(L" + OBJECT + ";)V", false);
  }

  /** Ends {@code run} with null: what it did is in the log. */
  void endRun(MethodVisitor run) {
    endRunOpen(run);
    end(run);
  }

  /** Returns null from {@code run} with more of it to follow. */
  void endRunOpen(MethodVisitor run) {
    run.visitInsn(ACONST_NULL);
    run.visitInsn(ARETURN);
  }

  /**
   * Ends {@code run} with null, and after that with a handler that suspends and logs its exception.
   */
  void endRun(MethodVisitor run, Label handler) {
    endRunOpen(run);
    run.visitLabel(handler);
    suspend(run, 1);
    log(run, 1, "Ljava/lang/Throwable;");
    endRun(run);
  }

  byte[] bytes() {
    writer.visitEnd();
    return writer.toByteArray();
  }
}
