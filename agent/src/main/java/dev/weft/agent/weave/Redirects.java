package dev.weft.agent.weave;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Calls of the JDK that woven code makes of something else instead. */
final class Redirects {
  private static final String BLOCKING = "dev/weft/bridge/Blocking";

  private Redirects() {}

  /**
   * @param owner internal name of the class that {@code method} is of; what is called instead must
   *     be able to call the JDK
   */
  static void apply(String owner, MethodNode method) {
    if (owner.equals(BLOCKING)) {
      return;
    }
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call
          && call.getOpcode() == Opcodes.INVOKESTATIC
          && isSleep(call)) {
        call.owner = BLOCKING;
      }
    }
  }

  private static boolean isSleep(MethodInsnNode call) {
    return call.owner.equals("java/lang/Thread") && call.name.equals("sleep");
  }
}
