package dev.weft.agent.weave;

import dev.weft.agent.lambda.ReflectionSites;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Calls of the JDK that woven code makes of something else instead. */
final class Redirects {
  private static final String BRIDGES = "dev/weft/bridge/";
  private static final String BLOCKING = BRIDGES + "Blocking";

  private Redirects() {}

  /**
   * @param owner the class that {@code method} is of; what is called instead must be able to call
   *     the JDK
   */
  static void apply(ClassNode owner, MethodNode method) {
    if (owner.name.startsWith(BRIDGES)) {
      return;
    }
    for (AbstractInsnNode insn : method.instructions.toArray()) {
      if (insn instanceof MethodInsnNode call) {
        if (isSleep(call)) {
          call.owner = BLOCKING;
        } else {
          ReflectionSites.redirect(owner, method, call);
        }
      }
    }
  }

  /** Whether a call would be made to one that may suspend. */
  static boolean isRedirected(MethodInsnNode call) {
    return isSleep(call) || ReflectionSites.isInvoke(call);
  }

  private static boolean isSleep(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKESTATIC
        && call.owner.equals("java/lang/Thread")
        && call.name.equals("sleep");
  }
}
