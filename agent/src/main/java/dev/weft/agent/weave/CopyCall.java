package dev.weft.agent.weave;

import java.lang.invoke.MethodHandleInfo;
import org.objectweb.asm.Handle;
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
  static final String LINKS = "dev/weft/core/CopyCalls";

  private static final String LOOKUP =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;";
  private static final Handle CALL = link("call", "ILjava/lang/Class;Ljava/lang/String;");
  private static final Handle NEWEST = link("newest", "ILjava/lang/Class;Ljava/lang/String;");
  private static final Handle HANDLE = link("handle", "Ljava/lang/invoke/MethodType;");

  private CopyCall() {}

  private static Handle link(String name, String arguments) {
    String descriptor = LOOKUP + arguments + ")Ljava/lang/invoke/CallSite;";
    return new Handle(Opcodes.H_INVOKESTATIC, LINKS, name, descriptor, false);
  }

  static InvokeDynamicInsnNode of(MethodInsnNode call) {
    if (CallSites.isHandle(call)) {
      return new InvokeDynamicInsnNode(
          call.name, Erasure.ofCopy(call.desc, false), HANDLE, Type.getMethodType(call.desc));
    }
    boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
    return new InvokeDynamicInsnNode(
        call.name,
        Erasure.ofCopy(call.desc, isStatic),
        CALL,
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
        NEWEST,
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
