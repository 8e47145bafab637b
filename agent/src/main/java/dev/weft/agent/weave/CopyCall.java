package dev.weft.agent.weave;

import dev.weft.agent.lambda.CallLinks;
import dev.weft.agent.lambda.DispatchMethod;
import java.lang.invoke.MethodHandleInfo;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The call at a suspend point, as it stands in a copy: one that leads to the callee's copy and
 * hands the continuation on.
 *
 * <pre>
 * r = base(n);        becomes        r = base(n, c);        // an invokedynamic
 * </pre>
 */
final class CopyCall {
  private CopyCall() {}

  /** Of a static method or a method handle. */
  static InvokeDynamicInsnNode of(MethodInsnNode call) {
    return CallSites.isHandle(call)
        ? new InvokeDynamicInsnNode(
            call.name,
            Erasure.ofCopy(call.desc, false),
            CallLinks.HANDLE,
            Type.getMethodType(call.desc))
        : new InvokeDynamicInsnNode(
            call.name,
            Erasure.ofCopy(call.desc, true),
            CallLinks.STATIC,
            Type.getObjectType(call.owner),
            call.desc);
  }

  /** Of a method with a receiver, without a method of the copy's own for it. */
  static InvokeDynamicInsnNode lookedUp(DispatchMethod.Called called, String descriptor) {
    return new InvokeDynamicInsnNode(
        called.name(),
        descriptor,
        CallLinks.LOOKED_UP,
        called.kind(),
        called.owner(),
        called.descriptor());
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
        original.isStatic()
            ? MethodHandleInfo.REF_invokeStatic
            : MethodHandleInfo.REF_invokeSpecial,
        Type.getObjectType(method.owner()),
        original.descriptor);
  }
}
