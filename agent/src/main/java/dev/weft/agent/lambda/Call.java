package dev.weft.agent.lambda;

import dev.weft.core.ContinuationCore;
import dev.weft.core.Lambda;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The call that a spun method makes.
 *
 * @param kind a constant of {@link MethodHandleInfo}
 * @param owner the class that it names
 * @param descriptor the method's own
 * @param type of all that is on the stack, a receiver included, and of the result
 */
record Call(int kind, Class<?> owner, String name, String descriptor, MethodType type) {

  static Call of(Lambda.Implementation method) {
    return new Call(
        method.kind(),
        method.owner(),
        method.name(),
        method.method().toMethodDescriptorString(),
        method.type());
  }

  static Call of(Method method) {
    Class<?> owner = method.getDeclaringClass();
    MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    return new Call(
        kindOf(isStatic, owner),
        owner,
        method.getName(),
        type.toMethodDescriptorString(),
        isStatic ? type : type.insertParameterTypes(0, owner));
  }

  /** How a method that {@code owner} declares is called; no super call. */
  static int kindOf(boolean isStatic, Class<?> owner) {
    if (isStatic) {
      return MethodHandleInfo.REF_invokeStatic;
    }
    return owner.isInterface()
        ? MethodHandleInfo.REF_invokeInterface
        : MethodHandleInfo.REF_invokeVirtual;
  }

  boolean hasReceiver() {
    return kind != MethodHandleInfo.REF_invokeStatic;
  }

  int opcode() {
    return opcodeOf(kind);
  }

  /**
   * @param kind of {@link MethodHandleInfo}: no super call
   */
  static int opcodeOf(int kind) {
    return switch (kind) {
      case MethodHandleInfo.REF_invokeStatic -> Opcodes.INVOKESTATIC;
      case MethodHandleInfo.REF_invokeInterface -> Opcodes.INVOKEINTERFACE;
      default -> Opcodes.INVOKEVIRTUAL;
    };
  }

  /** Makes the call that leads to the callee's copy, from the one class that makes this call. */
  void makeWoven(MethodVisitor code, String className) {
    if (hasReceiver()) {
      DispatchMethod method = dispatch();
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, className, method.name(), method.descriptor(), false);
    } else {
      code.visitInvokeDynamicInsn(
          name, wovenDescriptor(), CallLinks.STATIC, Type.getType(owner), descriptor);
    }
  }

  /** Writes what {@link #makeWoven} needs. */
  void writeDispatch(ClassVisitor out) {
    if (hasReceiver()) {
      dispatch().write(out);
    }
  }

  private DispatchMethod dispatch() {
    boolean isBound = kind == MethodHandleInfo.REF_invokeSpecial;
    DispatchMethod.Called called =
        new DispatchMethod.Called(kind, Type.getType(owner), name, descriptor, isBound);
    return new DispatchMethod(0, called, wovenDescriptor());
  }

  private String wovenDescriptor() {
    return type.erase().appendParameterTypes(ContinuationCore.class).toMethodDescriptorString();
  }

  Class<?> result() {
    return type.returnType();
  }

  /** Slots of the operand stack under and of its arguments. */
  int stackSize() {
    int slots = 2;
    for (Class<?> parameter : type.parameterArray()) {
      slots += parameter == long.class || parameter == double.class ? 2 : 1;
    }
    return slots;
  }
}
