package dev.weft.agent.lambda;

import dev.weft.core.Announcement;
import dev.weft.core.LambdaShape;
import dev.weft.core.Tokens;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The call that a spun method makes.
 *
 * @param type of all that is on the stack, a receiver included, and of the result
 * @param viaHandle whether it calls a method handle, which lies under the arguments
 * @param token of the method that it reaches in the end
 */
record Call(
    int opcode,
    String owner,
    String name,
    String descriptor,
    boolean isInterface,
    MethodType type,
    boolean viaHandle,
    boolean hasReceiver,
    Announcement announcement,
    int token) {

  static Call of(LambdaShape.Implementation implementation) {
    MethodHandleInfo info = implementation.info();
    String owner = Type.getInternalName(implementation.owner());
    String descriptor = info.getMethodType().toMethodDescriptorString();
    int token = Tokens.of(info.getName(), descriptor);
    if (implementation.viaHandle()) {
      return new Call(
          Opcodes.INVOKEVIRTUAL,
          "java/lang/invoke/MethodHandle",
          "invokeExact",
          implementation.type().toMethodDescriptorString(),
          false,
          implementation.type(),
          true,
          implementation.hasReceiver(),
          implementation.announcement(),
          token);
    }
    return new Call(
        opcode(implementation.kind()),
        owner,
        info.getName(),
        descriptor,
        implementation.owner().isInterface(),
        implementation.type(),
        false,
        implementation.hasReceiver(),
        implementation.announcement(),
        token);
  }

  static Call of(Method method, Announcement announcement) {
    Class<?> owner = method.getDeclaringClass();
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    int opcode =
        isStatic
            ? Opcodes.INVOKESTATIC
            : owner.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
    MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    String descriptor = type.toMethodDescriptorString();
    return new Call(
        opcode,
        Type.getInternalName(owner),
        method.getName(),
        descriptor,
        owner.isInterface(),
        isStatic ? type : type.insertParameterTypes(0, owner),
        false,
        !isStatic,
        announcement,
        Tokens.of(method.getName(), descriptor));
  }

  private static int opcode(int kind) {
    return switch (kind) {
      case MethodHandleInfo.REF_invokeStatic -> Opcodes.INVOKESTATIC;
      case MethodHandleInfo.REF_invokeInterface -> Opcodes.INVOKEINTERFACE;
      case MethodHandleInfo.REF_newInvokeSpecial -> Opcodes.INVOKESPECIAL;
      default -> Opcodes.INVOKEVIRTUAL;
    };
  }

  boolean isConstruction() {
    return opcode == Opcodes.INVOKESPECIAL;
  }

  Class<?> result() {
    return type.returnType();
  }

  /** Slots of the operand stack under and of its arguments. */
  int stackSize() {
    int slots = 2;
    for (Class<?> parameter : type.parameterArray()) {
      slots += Type.getType(parameter).getSize();
    }
    return slots;
  }
}
