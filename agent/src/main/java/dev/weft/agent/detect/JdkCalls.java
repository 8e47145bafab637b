package dev.weft.agent.detect;

import java.util.Set;
import org.objectweb.asm.MethodVisitor;

/**
 * Asks after each call of the JDK whether it blocked, for {@code detect=throw}:
 *
 * <pre>
 *   in.read(); Hooks.called();
 * </pre>
 */
final class JdkCalls extends MethodVisitor {
  /** Classes whose methods neither block nor call what may. */
  private static final Set<String> HARMLESS =
      Set.of(
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Double",
          "java/lang/Enum",
          "java/lang/Float",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Math",
          "java/lang/Number",
          "java/lang/Record",
          "java/lang/Short",
          "java/lang/StringBuffer",
          "java/lang/StringBuilder");

  private final Runnable onChange;

  /**
   * @param onChange called for each call that is asked about
   */
  JdkCalls(MethodVisitor next, Runnable onChange) {
    super(HookRewrite.ASM, next);
    this.onChange = onChange;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String type, boolean isInterface) {
    super.visitMethodInsn(opcode, owner, name, type, isInterface);
    if (isJdk(owner) && !isHarmless(owner, name)) {
      onChange.run();
      Calls.call(mv, "called", "()V");
    }
  }

  private static boolean isJdk(String owner) {
    return owner.startsWith("java/")
        || owner.startsWith("javax/")
        || owner.startsWith("jdk/")
        || owner.startsWith("sun/")
        || owner.startsWith("com/sun/");
  }

  private static boolean isHarmless(String owner, String name) {
    return HARMLESS.contains(owner) || (owner.equals("java/lang/Object") && !name.equals("wait"));
  }
}
