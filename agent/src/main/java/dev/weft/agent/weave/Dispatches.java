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
 * callee; in a class of very many callees the last ones are dynamic calls that look every receiver
 * up.
 */
final class Dispatches {
  /** Of a copy: each takes about 11 entries of the constant pool, which has 65,535. */
  private static final int MOST_METHODS = 2000;

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
    String descriptor = Erasure.ofCopy(call.desc, false);
    DispatchMethod.Called called = called(call);
    DispatchMethod method = methods.get(called);
    if (method == null) {
      if (methods.size() == MOST_METHODS) {
        return CopyCall.lookedUp(called, descriptor);
      }
      method = new DispatchMethod(methods.size(), called, descriptor);
      methods.put(called, method);
    }
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
