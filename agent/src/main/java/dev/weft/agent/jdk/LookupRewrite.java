package dev.weft.agent.jdk;

import static dev.weft.agent.jdk.JdkMembers.ASM;
import static dev.weft.agent.jdk.JdkMembers.DEFINE_HIDDEN;
import static dev.weft.agent.jdk.JdkMembers.LOOKUP;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Shows the engine the hidden classes that an application defines. In {@code
 * java.lang.invoke.MethodHandles.Lookup}, the line marked with + is added, in two methods:
 *
 * <pre>
 *   public Lookup defineHiddenClass(byte[] bytes, boolean initialize, ClassOption... options) {
 * +   bytes = HiddenClasses.cleared(this, bytes);
 *     ...
 *   public Lookup defineHiddenClassWithClassData(byte[] bytes, Object classData, ...) {
 * +   bytes = HiddenClasses.cleared(this, bytes);
 * </pre>
 */
final class LookupRewrite {
  private static final String HOOK = "dev/weft/core/HiddenClasses";
  private static final String HOOK_TYPE = "(L" + LOOKUP + ";[B)[B";

  private LookupRewrite() {}

  /**
   * @param classFile the class file of Lookup
   * @throws IllegalStateException naming what this JDK has not
   */
  static byte[] rewrite(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    int[] found = new int[1];
    reader.accept(
        new ClassVisitor(ASM, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
            if (!DEFINE_HIDDEN.contains(name + type)) {
              return next;
            }
            found[0]++;
            return new AtStart(next);
          }
        },
        0);
    if (found[0] != DEFINE_HIDDEN.size()) {
      throw new IllegalStateException(
          "java.lang.invoke.MethodHandles.Lookup of Java "
              + Runtime.version()
              + " has not all of "
              + DEFINE_HIDDEN);
    }
    return writer.toByteArray();
  }

  private static final class AtStart extends MethodVisitor {
    AtStart(MethodVisitor next) {
      super(ASM, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitVarInsn(Opcodes.ALOAD, 1);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOK, "cleared", HOOK_TYPE, false);
      super.visitVarInsn(Opcodes.ASTORE, 1);
    }
  }
}
