package dev.weft.agent.weave;

import dev.weft.agent.lambda.CallLinks;
import java.lang.invoke.MethodHandleInfo;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The call at a suspend point, as it stands in a copy: one that leads to the callee's copy and
 * hands the continuation on.
 *
 * <pre>
 * r = o.price(n);        becomes        r = (int) price(o, n, c);        // an invokedynamic
 * </pre>
 */
final class CopyCall {
  private CopyCall() {}

  static InvokeDynamicInsnNode of(MethodInsnNode call) {
    if (CallSites.isHandle(call)) {
      return new InvokeDynamicInsnNode(
          call.name,
          Erasure.ofCopy(call.desc, false),
          CallLinks.HANDLE,
          Type.getMethodType(call.desc));
    }
    boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
    return new InvokeDynamicInsnNode(
        call.name,
        Erasure.ofCopy(call.desc, isStatic),
        CallLinks.CALL,
        arguments(call.getOpcode(), call.owner, call.desc));
  }

  /**
   * What a method of a copy calls instead of going on, once its class has been redefined.
   *
   * @param method the copy's
   */
  static InvokeDynamicInsnNode newest(CopyMethod method) {
    MethodScan original = method.original();
    return new InvokeDynamicInsnNode(
        original.name,
        method.node().desc,
        CallLinks.NEWEST,
        arguments(
            original.isStatic() ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL,
            method.owner(),
            original.descriptor));
  }

  private static Object[] arguments(int opcode, String owner, String descriptor) {
    int kind =
        switch (opcode) {
          case Opcodes.INVOKESTATIC -> MethodHandleInfo.REF_invokeStatic;
          case Opcodes.INVOKESPECIAL -> MethodHandleInfo.REF_invokeSpecial;
          case Opcodes.INVOKEINTERFACE -> MethodHandleInfo.REF_invokeInterface;
          default -> MethodHandleInfo.REF_invokeVirtual;
        };
    return new Object[] {kind, Type.getObjectType(owner), descriptor};
  }
}
