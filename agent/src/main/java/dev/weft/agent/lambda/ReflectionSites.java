package dev.weft.agent.lambda;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Redirects reflective calls to a bridge that can suspend in them. */
public final class ReflectionSites {
  private static final String METHOD = "java/lang/reflect/Method";
  private static final String INVOKE = "(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;";
  private static final String BRIDGE = "dev/weft/bridge/Reflection";
  private static final String BRIDGE_INVOKE =
      "(L" + METHOD + ";Ljava/lang/Object;[Ljava/lang/Object;Ljava/lang/Class;)Ljava/lang/Object;";

  private ReflectionSites() {}

  /**
   * Makes {@code m.invoke(receiver, arguments)} be {@code Reflection.invoke(m, receiver, arguments,
   * owner)}. Class files before 49 have no class constants; they keep the JDK's call.
   *
   * @return whether {@code call} was such a call
   */
  public static boolean redirect(ClassNode owner, MethodNode method, MethodInsnNode call) {
    if (!call.owner.equals(METHOD)
        || !call.name.equals("invoke")
        || !call.desc.equals(INVOKE)
        || (owner.version & 0xFFFF) < Opcodes.V1_5
        || owner.name.startsWith("dev/weft/bridge/")) {
      return false;
    }
    method.instructions.insertBefore(call, new LdcInsnNode(Type.getObjectType(owner.name)));
    method.maxStack++;
    call.setOpcode(Opcodes.INVOKESTATIC);
    call.owner = BRIDGE;
    call.desc = BRIDGE_INVOKE;
    call.itf = false;
    return true;
  }
}
