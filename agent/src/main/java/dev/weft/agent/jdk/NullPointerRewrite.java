package dev.weft.agent.jdk;

import static dev.weft.agent.jdk.JdkMembers.ASM;
import static dev.weft.agent.jdk.JdkMembers.GET_MESSAGE;
import static dev.weft.agent.jdk.JdkMembers.JVM_MESSAGE;
import static dev.weft.agent.jdk.JdkMembers.MESSAGE_TYPE;
import static dev.weft.agent.jdk.JdkMembers.NULL_POINTER;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Gives a NullPointerException that the JVM raised in a hidden frame its message. In {@code
 * java.lang.NullPointerException}, the line marked with + is added:
 *
 * <pre>
 *   public String getMessage() {
 *     ...
 *           extendedMessage = getExtendedNPEMessage();
 * +                           passed through LogicalTrace.nullMessage(.., this)
 *     ...
 *   }
 * </pre>
 *
 * <p>{@code fillInStackTrace} calls the native method too, when it is called a second time; that
 * call stays as it is.
 */
final class NullPointerRewrite {
  private static final String HOOK_TYPE =
      "(Ljava/lang/String;Ljava/lang/Throwable;)Ljava/lang/String;";

  private NullPointerRewrite() {}

  /**
   * @param classFile the class file of java.lang.NullPointerException
   * @throws IllegalStateException naming the member that this JDK has not, or has in another form
   */
  static byte[] rewrite(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    Visitor visitor = new Visitor(writer);
    reader.accept(visitor, 0);
    if (visitor.calls != 1) {
      throw new IllegalStateException(
          "java.lang.NullPointerException of Java "
              + Runtime.version()
              + " has no "
              + GET_MESSAGE
              + MESSAGE_TYPE
              + " that calls "
              + JVM_MESSAGE
              + MESSAGE_TYPE
              + " once");
    }
    return writer.toByteArray();
  }

  private static final class Visitor extends ClassVisitor {
    int calls;

    Visitor(ClassVisitor next) {
      super(ASM, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
      return name.equals(GET_MESSAGE) && type.equals(MESSAGE_TYPE) ? new Body(next) : next;
    }

    private final class Body extends MethodVisitor {
      Body(MethodVisitor next) {
        super(ASM, next);
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String type, boolean isInterface) {
        super.visitMethodInsn(opcode, owner, name, type, isInterface);
        if (owner.equals(NULL_POINTER) && name.equals(JVM_MESSAGE) && type.equals(MESSAGE_TYPE)) {
          calls++;
          super.visitVarInsn(Opcodes.ALOAD, 0);
          super.visitMethodInsn(
              Opcodes.INVOKESTATIC, ThrowableRewrite.TRACE, "nullMessage", HOOK_TYPE, false);
        }
      }
    }
  }
}
