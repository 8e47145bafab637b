package dev.weft.agent.weave;

import dev.weft.agent.lambda.ReflectionSites;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Calls of the JDK that woven code makes of something else instead. */
final class Redirects {
  private static final String BRIDGES = "dev/weft/bridge/";
  private static final String BLOCKING = BRIDGES + "Blocking";
  private static final String HANDLE_CALLS = BRIDGES + "HandleCalls";
  private static final String HANDLE = "java/lang/invoke/MethodHandle";

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
          dropHooks(method, call);
        } else if (isWithArguments(call)) {
          call.setOpcode(Opcodes.INVOKESTATIC);
          call.owner = HANDLE_CALLS;
          call.desc = "(L" + HANDLE + ";" + call.desc.substring(1);
        } else {
          ReflectionSites.redirect(owner, method, call);
        }
      }
    }
  }

  /**
   * Takes out what the detector has put around a sleep, which now blocks nothing:
   *
   * <pre>
   *   Hooks.enterLeaf(id); Thread.sleep(n); Hooks.exitLeaf(id);
   * </pre>
   */
  private static void dropHooks(MethodNode method, MethodInsnNode call) {
    AbstractInsnNode before = call.getPrevious();
    AbstractInsnNode idAfter = call.getNext();
    if (isHook(before, "enterLeaf") && idAfter != null && isHook(idAfter.getNext(), "exitLeaf")) {
      method.instructions.remove(before.getPrevious());
      method.instructions.remove(before);
      method.instructions.remove(idAfter.getNext());
      method.instructions.remove(idAfter);
    }
  }

  private static boolean isHook(@Nullable AbstractInsnNode insn, String name) {
    return insn instanceof MethodInsnNode call
        && call.owner.equals("dev/weft/detect/Hooks")
        && call.name.equals(name);
  }

  /** Whether a call would be made to one that may suspend. */
  static boolean isRedirected(MethodInsnNode call) {
    return isSleep(call) || isWithArguments(call) || ReflectionSites.isInvoke(call);
  }

  private static boolean isWithArguments(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKEVIRTUAL
        && call.owner.equals(HANDLE)
        && call.name.equals("invokeWithArguments");
  }

  private static boolean isSleep(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKESTATIC
        && call.owner.equals("java/lang/Thread")
        && call.name.equals("sleep");
  }
}
