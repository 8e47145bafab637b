package dev.weft.agent.jdk;

import static dev.weft.agent.jdk.JdkMembers.ASM;
import static dev.weft.agent.jdk.JdkMembers.BACKTRACE;
import static dev.weft.agent.jdk.JdkMembers.BACKTRACE_TYPE;
import static dev.weft.agent.jdk.JdkMembers.ELEMENT;
import static dev.weft.agent.jdk.JdkMembers.ELEMENTS_OF;
import static dev.weft.agent.jdk.JdkMembers.FILL;
import static dev.weft.agent.jdk.JdkMembers.FILL_TYPE;
import static dev.weft.agent.jdk.JdkMembers.NATIVE_FILL_TYPE;
import static dev.weft.agent.jdk.JdkMembers.OUR_STACK_TRACE;
import static dev.weft.agent.jdk.JdkMembers.OUR_STACK_TRACE_TYPE;
import static dev.weft.agent.jdk.JdkMembers.THROWABLE;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes stack traces logical. In {@code java.lang.Throwable}, the lines marked with + are added:
 *
 * <pre>
 *   public synchronized Throwable fillInStackTrace() {
 *     if (stackTrace != null || backtrace != null) {
 *       fillInStackTrace(0);
 * +     backtrace = LogicalTrace.filled(backtrace);
 *       stackTrace = UNASSIGNED_STACK;
 *     }
 *     return this;
 *   }
 *
 *   private synchronized StackTraceElement[] getOurStackTrace() {
 *     ...
 *       stackTrace = StackTraceElement.of(backtrace, depth);
 * +                  passed through LogicalTrace.complete(.., backtrace)
 *     ...
 *   }
 * </pre>
 *
 * <p>Everything that shows a trace goes through the second one: printing, copying, serialisation,
 * and Thread.getStackTrace of the current thread.
 */
public final class ThrowableRewrite {
  static final String TRACE = "dev/weft/core/LogicalTrace";
  private static final String FILLED_TYPE = "(Ljava/lang/Object;)Ljava/lang/Object;";
  private static final String COMPLETE_TYPE =
      "([Ljava/lang/StackTraceElement;Ljava/lang/Object;)[Ljava/lang/StackTraceElement;";

  private ThrowableRewrite() {}

  /**
   * @param classFile the class file of java.lang.Throwable
   * @throws IllegalStateException naming the member that this JDK has not, or has in another form
   */
  public static byte[] rewrite(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    Visitor visitor = new Visitor(writer);
    reader.accept(visitor, 0);
    require(visitor.backtrace, BACKTRACE + " " + BACKTRACE_TYPE);
    require(
        visitor.fills == 1,
        FILL + FILL_TYPE + " that calls " + FILL + NATIVE_FILL_TYPE + " once and drops the result");
    require(
        visitor.reads == 1,
        OUR_STACK_TRACE
            + OUR_STACK_TRACE_TYPE
            + " that calls StackTraceElement."
            + ELEMENTS_OF
            + " once");
    return writer.toByteArray();
  }

  private static void require(boolean found, String member) {
    if (!found) {
      throw new IllegalStateException(
          "java.lang.Throwable of Java " + Runtime.version() + " has no " + member);
    }
  }

  private static final class Visitor extends ClassVisitor {
    boolean backtrace;
    int fills;
    int reads;

    Visitor(ClassVisitor next) {
      super(ASM, next);
    }

    @Override
    public org.objectweb.asm.FieldVisitor visitField(
        int access, String name, String type, String signature, Object value) {
      backtrace |= name.equals(BACKTRACE) && type.equals(BACKTRACE_TYPE);
      return super.visitField(access, name, type, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
      if (name.equals(FILL) && type.equals(FILL_TYPE)) {
        return new FillBody(next);
      }
      return name.equals(OUR_STACK_TRACE) && type.equals(OUR_STACK_TRACE_TYPE)
          ? new ReadBody(next)
          : next;
    }

    /**
     * After the native walk's result has been dropped: {@code this.backtrace =
     * filled(this.backtrace)}.
     */
    private final class FillBody extends MethodVisitor {
      private boolean afterWalk;

      FillBody(MethodVisitor next) {
        super(ASM, next);
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String type, boolean isInterface) {
        super.visitMethodInsn(opcode, owner, name, type, isInterface);
        afterWalk = owner.equals(THROWABLE) && name.equals(FILL) && type.equals(NATIVE_FILL_TYPE);
      }

      @Override
      public void visitInsn(int opcode) {
        super.visitInsn(opcode);
        if (afterWalk && opcode == Opcodes.POP) {
          fills++;
          super.visitVarInsn(Opcodes.ALOAD, 0);
          super.visitVarInsn(Opcodes.ALOAD, 0);
          super.visitFieldInsn(Opcodes.GETFIELD, THROWABLE, BACKTRACE, BACKTRACE_TYPE);
          super.visitMethodInsn(Opcodes.INVOKESTATIC, TRACE, "filled", FILLED_TYPE, false);
          super.visitFieldInsn(Opcodes.PUTFIELD, THROWABLE, BACKTRACE, BACKTRACE_TYPE);
        }
        afterWalk = false;
      }
    }

    /** Passes the elements just made through {@code complete}. */
    private final class ReadBody extends MethodVisitor {
      ReadBody(MethodVisitor next) {
        super(ASM, next);
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String type, boolean isInterface) {
        super.visitMethodInsn(opcode, owner, name, type, isInterface);
        if (owner.equals(ELEMENT) && name.equals(ELEMENTS_OF)) {
          reads++;
          super.visitVarInsn(Opcodes.ALOAD, 0);
          super.visitFieldInsn(Opcodes.GETFIELD, THROWABLE, BACKTRACE, BACKTRACE_TYPE);
          super.visitMethodInsn(Opcodes.INVOKESTATIC, TRACE, "complete", COMPLETE_TYPE, false);
        }
      }
    }
  }
}
