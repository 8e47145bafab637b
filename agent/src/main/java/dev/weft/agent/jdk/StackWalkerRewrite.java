package dev.weft.agent.jdk;

import static dev.weft.agent.jdk.JdkMembers.ANY_WALKER;
import static dev.weft.agent.jdk.JdkMembers.CALLER_TYPE;
import static dev.weft.agent.jdk.JdkMembers.CONSUME;
import static dev.weft.agent.jdk.JdkMembers.CONSUME_TYPE;
import static dev.weft.agent.jdk.JdkMembers.FIND_CALLER;
import static dev.weft.agent.jdk.JdkMembers.GET_CALLER;
import static dev.weft.agent.jdk.JdkMembers.ITS_WALKER;
import static dev.weft.agent.jdk.JdkMembers.RETAINS;
import static dev.weft.agent.jdk.JdkMembers.TRAVERSER;
import static dev.weft.agent.jdk.JdkMembers.WALKER;
import static dev.weft.agent.jdk.JdkMembers.WALKER_DESC;

import java.lang.reflect.Field;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes what a StackWalker shows logical. What is added, in the two classes that are concerned:
 *
 * <pre>
 *   StackStreamFactory.StackFrameTraverser.consumeFrames:
 *     Stream&lt;StackFrame&gt; stream = StreamSupport.stream(this, false);
 *                                   passed through LogicalWalk.frames(.., walker, walker.retainClassRef)
 *   StackWalker.getCallerClass:
 *     return StackStreamFactory.makeCallerFinder(this).findCaller();
 *                                   passed through LogicalWalk.caller(..)
 * </pre>
 */
final class StackWalkerRewrite {
  static final String WALK = "dev/weft/core/LogicalWalk";
  private static final String FRAMES_TYPE =
      "(Ljava/util/stream/Stream;Ljava/lang/StackWalker;Z)Ljava/util/stream/Stream;";
  private static final String CALLER_HOOK_TYPE = "(Ljava/lang/Class;)Ljava/lang/Class;";
  private static final String STREAM_SUPPORT = "java/util/stream/StreamSupport";

  private StackWalkerRewrite() {}

  /**
   * @throws IllegalStateException naming what this JDK has not
   */
  static byte[] rewriteTraverser(byte[] classFile) {
    requireField(ANY_WALKER, ITS_WALKER);
    requireField(WALKER, RETAINS);
    return CallRewrite.after(
        classFile,
        CONSUME + CONSUME_TYPE,
        STREAM_SUPPORT + ".stream",
        StackWalkerRewrite::passStream);
  }

  /**
   * @throws IllegalStateException naming what this JDK has not
   */
  static byte[] rewriteWalker(byte[] classFile) {
    return CallRewrite.after(
        classFile, GET_CALLER + CALLER_TYPE, FIND_CALLER, StackWalkerRewrite::passCaller);
  }

  private static void requireField(String owner, String field) {
    String name = owner.replace('/', '.');
    try {
      for (Field declared : Class.forName(name, false, null).getDeclaredFields()) {
        if (declared.getName().equals(field)) {
          return;
        }
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("Java " + Runtime.version() + " has no class " + name, e);
    }
    throw new IllegalStateException(
        name + " of Java " + Runtime.version() + " has no field " + field);
  }

  private static void passStream(MethodVisitor out) {
    out.visitVarInsn(Opcodes.ALOAD, 0);
    out.visitFieldInsn(Opcodes.GETFIELD, TRAVERSER, ITS_WALKER, WALKER_DESC);
    out.visitInsn(Opcodes.DUP);
    out.visitFieldInsn(Opcodes.GETFIELD, WALKER, RETAINS, "Z");
    out.visitMethodInsn(Opcodes.INVOKESTATIC, WALK, "frames", FRAMES_TYPE, false);
  }

  private static void passCaller(MethodVisitor out) {
    out.visitMethodInsn(Opcodes.INVOKESTATIC, WALK, "caller", CALLER_HOOK_TYPE, false);
  }
}
