package dev.weft.agent.jdk;

import static dev.weft.agent.jdk.JdkMembers.ASM;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** Adds a hook after the one call of a certain method in a method of a JDK class. */
final class CallRewrite {
  private CallRewrite() {}

  /** Writes what is added; the call's result lies on the stack. */
  interface Hook {
    void write(MethodVisitor out);
  }

  /**
   * @param method name and descriptor
   * @param call how {@code owner.name} of what is called ends
   * @throws IllegalStateException unless there is one such call in the method
   */
  static byte[] after(byte[] classFile, String method, String call, Hook hook) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    int[] found = new int[1];
    ClassVisitor visitor =
        new ClassVisitor(ASM, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
            return (name + type).equals(method) ? new AfterCall(next, call, hook, found) : next;
          }
        };
    reader.accept(visitor, 0);
    if (found[0] != 1) {
      String name = reader.getClassName().replace('/', '.');
      throw new IllegalStateException(
          name
              + " of Java "
              + Runtime.version()
              + " has no "
              + method
              + " that calls "
              + call
              + " once");
    }
    return writer.toByteArray();
  }

  private static final class AfterCall extends MethodVisitor {
    private final String call;
    private final Hook hook;
    private final int[] found;

    AfterCall(MethodVisitor next, String call, Hook hook, int[] found) {
      super(ASM, next);
      this.call = call;
      this.hook = hook;
      this.found = found;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String type, boolean isInterface) {
      super.visitMethodInsn(opcode, owner, name, type, isInterface);
      if ((owner + "." + name).endsWith(call)) {
        found[0]++;
        hook.write(mv);
      }
    }
  }
}
