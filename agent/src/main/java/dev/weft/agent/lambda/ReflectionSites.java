package dev.weft.agent.lambda;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Puts a bridge that can suspend before reflective calls. */
public final class ReflectionSites {
  private static final String METHOD = "java/lang/reflect/Method";
  private static final String INVOKE = "(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;";
  private static final String BRIDGE = "dev/weft/bridge/Reflection";
  private static final String PLAIN = "dev/weft/core/PlainCall";
  private static final String CALL =
      "(L" + METHOD + ";Ljava/lang/Object;[Ljava/lang/Object;Ljava/lang/Class;)L" + PLAIN + ";";

  private ReflectionSites() {}

  /**
   * If {@code call} is Method.invoke, puts before it, with the method, the receiver and the
   * arguments on the stack:
   *
   * <pre>
   * method receiver arguments      ldc own class; Reflection.call
   * plain                          dup; method; swap
   * method plain                   dup; receiver; swap
   * method receiver plain          arguments
   * method receiver arguments
   * </pre>
   */
  public static void redirect(ClassNode owner, MethodNode method, MethodInsnNode call) {
    if (!isInvoke(call)) {
      return;
    }
    InsnList code = new InsnList();
    code.add(new LdcInsnNode(Type.getObjectType(owner.name)));
    code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, BRIDGE, "call", CALL, false));
    code.add(new InsnNode(Opcodes.DUP));
    code.add(part("method", "L" + METHOD + ";"));
    code.add(new InsnNode(Opcodes.SWAP));
    code.add(new InsnNode(Opcodes.DUP));
    code.add(part("receiver", "Ljava/lang/Object;"));
    code.add(new InsnNode(Opcodes.SWAP));
    code.add(part("arguments", "[Ljava/lang/Object;"));
    method.instructions.insertBefore(call, code);
    method.maxStack++;
  }

  /** Whether it is a call of Method.invoke. */
  public static boolean isInvoke(MethodInsnNode call) {
    return call.owner.equals(METHOD) && call.name.equals("invoke") && call.desc.equals(INVOKE);
  }

  private static MethodInsnNode part(String name, String type) {
    return new MethodInsnNode(Opcodes.INVOKEVIRTUAL, PLAIN, name, "()" + type, false);
  }
}
