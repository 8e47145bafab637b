package dev.weft.agent.jdk;

import static dev.weft.agent.jdk.JdkMembers.ADAPTER;
import static dev.weft.agent.jdk.JdkMembers.APPENDIX;
import static dev.weft.agent.jdk.JdkMembers.LINK_SITE;
import static dev.weft.agent.jdk.JdkMembers.LINK_SITE_TYPE;
import static dev.weft.agent.jdk.JdkMembers.MEMBER_NAME;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Lets copies call copies without the JDK's frames in between. In {@code
 * java.lang.invoke.MethodHandleNatives}, the line marked with + is added:
 *
 * <pre>
 *   static MemberName linkCallSiteImpl(..., Object[] appendixResult) {
 *     CallSite callSite = ...
 *     if (callSite instanceof ConstantCallSite) {
 *       appendixResult[0] = callSite.dynamicInvoker();
 *       return Invokers.linkToTargetMethod(type);
 * +            passed through (MemberName) DirectLink.of(.., appendixResult)
 *     }
 *     ...
 *   }
 * </pre>
 */
final class LinkerRewrite {
  static final String LINK = "dev/weft/core/DirectLink";
  private static final String HOOK_TYPE =
      "(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;";

  private LinkerRewrite() {}

  /**
   * @param classFile the class file of MethodHandleNatives
   * @throws IllegalStateException naming what this JDK has not
   */
  static byte[] rewrite(byte[] classFile) {
    return CallRewrite.after(classFile, LINK_SITE + LINK_SITE_TYPE, ADAPTER, LinkerRewrite::pass);
  }

  private static void pass(MethodVisitor out) {
    out.visitVarInsn(Opcodes.ALOAD, APPENDIX);
    out.visitMethodInsn(Opcodes.INVOKESTATIC, LINK, "of", HOOK_TYPE, false);
    out.visitTypeInsn(Opcodes.CHECKCAST, MEMBER_NAME);
  }
}
