package dev.weft.agent.jdk;

import static dev.weft.agent.jdk.JdkMembers.BUILD_SITE;
import static dev.weft.agent.jdk.JdkMembers.LAMBDA_FACTORY;
import static dev.weft.agent.jdk.JdkMembers.SPIN;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Has the JDK tell which class it makes for which lambda: those are hidden, and no agent sees them.
 * In {@code java.lang.invoke.InnerClassLambdaMetafactory}, the line marked with + is added:
 *
 * <pre>
 *   CallSite buildCallSite() throws LambdaConversionException {
 *     final Class&lt;?&gt; innerClass = spinInnerClass();
 * +   Lambdas.spun(this, innerClass);
 *     ...
 * </pre>
 */
final class LambdaRewrite {
  static final String HOOK = "dev/weft/core/Lambdas";
  private static final String HOOK_TYPE = "(Ljava/lang/Object;Ljava/lang/Class;)V";

  private LambdaRewrite() {}

  /**
   * @param classFile the class file of the factory
   * @throws IllegalStateException naming what this JDK has not
   */
  static byte[] rewrite(byte[] classFile) {
    return CallRewrite.after(
        classFile, BUILD_SITE, LAMBDA_FACTORY + "." + SPIN, LambdaRewrite::tell);
  }

  private static void tell(MethodVisitor out) {
    out.visitInsn(Opcodes.DUP);
    out.visitVarInsn(Opcodes.ALOAD, 0);
    out.visitInsn(Opcodes.SWAP);
    out.visitMethodInsn(Opcodes.INVOKESTATIC, HOOK, "spun", HOOK_TYPE, false);
  }
}
