package dev.weft.agent.weave;

import dev.weft.agent.lambda.DispatchMethod;
import java.lang.invoke.MethodHandleInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The calls at the suspend points of one copy. Those that have a receiver share a method for each
 * callee.
 */
final class Dispatches {
  private final String copyName;
  private final ClassScan scan;
  private final Map<DispatchMethod.Called, DispatchMethod> methods = new LinkedHashMap<>();

  /**
   * @param copyName internal name
   * @param scan of the original
   */
  Dispatches(String copyName, ClassScan scan) {
    this.copyName = copyName;
    this.scan = scan;
  }

  /** What stands in the copy for a call of the original's. */
  AbstractInsnNode callOf(MethodInsnNode call) {
    if (CallSites.isHandle(call) || call.getOpcode() == Opcodes.INVOKESTATIC) {
      return CopyCall.of(call);
    }
    DispatchMethod method =
        methods.computeIfAbsent(
            called(call),
            called -> new DispatchMethod(methods.size(), called, Erasure.ofCopy(call.desc, false)));
    return new MethodInsnNode(
        Opcodes.INVOKESTATIC, copyName, method.name(), method.descriptor(), false);
  }

  private DispatchMethod.Called called(MethodInsnNode call) {
    int kind =
        switch (call.getOpcode()) {
          case Opcodes.INVOKESPECIAL -> MethodHandleInfo.REF_invokeSpecial;
          case Opcodes.INVOKEINTERFACE -> MethodHandleInfo.REF_invokeInterface;
          default -> MethodHandleInfo.REF_invokeVirtual;
        };
    boolean isBound = kind == MethodHandleInfo.REF_invokeSpecial || scan.exactTarget(call) != null;
    return new DispatchMethod.Called(
        kind, Type.getObjectType(call.owner), call.name, call.desc, isBound);
  }

  /** Writes the methods that the calls so far need. */
  void write(ClassVisitor copy) {
    methods.values().forEach(method -> method.write(copy));
  }
}
