package dev.weft.agent.lambda;

import static org.objectweb.asm.Opcodes.*;

import dev.weft.core.Dispatch;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * The method by which a woven class makes a call that has a receiver.
 *
 * <pre>
 * static Object price$dispatch0(Object self, int n, ContinuationCore c) {
 *   if (self == null) goto REST;
 *   Class k = self.getClass();
 *   if (k == DISPATCH.class0) return price(self, n, c);         // dynamic calls, see CallLinks
 *   if (k == DISPATCH.class1) return price(self, n, c);         // DISPATCH is a dynamic constant
 *   ...
 *   REST: return DISPATCH.select(self).invokeExact(self, n, c);
 * }
 * </pre>
 *
 * For a call that leads to one method, whatever the receiver's class:
 *
 * <pre>
 *   if (self == null) goto REST;
 *   return price(self, n, c);
 *   REST: ...
 * </pre>
 *
 * @param number of the method among such ones in its class
 * @param called what the original calls
 * @param descriptor receiver, arguments, continuation; references as Object
 */
public record DispatchMethod(int number, Called called, String descriptor) {
  private static final String DISPATCH = "dev/weft/core/Dispatch";
  private static final String CLASS = "Ljava/lang/Class;";
  private static final String HANDLE = "java/lang/invoke/MethodHandle";

  /**
   * A call of the original's.
   *
   * @param kind of {@link java.lang.invoke.MethodHandleInfo}
   * @param owner the class that it names
   * @param descriptor the method's own
   * @param isBound whether it leads to one method
   */
  public record Called(int kind, Type owner, String name, String descriptor, boolean isBound) {}

  /** Copies of methods have a number after the last dollar. */
  public String name() {
    return called.name + "$dispatch" + number;
  }

  public void write(ClassVisitor out) {
    MethodVisitor code =
        out.visitMethod(ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC, name(), descriptor, null, null);
    code.visitCode();
    writeCode(code);
    code.visitMaxs(arguments() + 2, arguments() + 1);
    code.visitEnd();
  }

  private int arguments() {
    return (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - 1;
  }

  private void writeCode(MethodVisitor code) {
    Label rest = new Label();
    code.visitVarInsn(ALOAD, 0);
    code.visitJumpInsn(IFNULL, rest);
    if (called.isBound) {
      load(code);
      code.visitInvokeDynamicInsn(called.name, descriptor, CallLinks.BOUND, constant());
      giveBack(code);
    } else {
      compareClasses(code, rest);
    }
    code.visitLabel(rest);
    code.visitFrame(F_NEW, locals().size(), locals().toArray(), 0, new Object[0]);
    code.visitLdcInsn(constant());
    code.visitVarInsn(ALOAD, 0);
    code.visitMethodInsn(
        INVOKEVIRTUAL, DISPATCH, "select", "(Ljava/lang/Object;)L" + HANDLE + ";", false);
    load(code);
    code.visitMethodInsn(INVOKEVIRTUAL, HANDLE, "invokeExact", descriptor, false);
    giveBack(code);
  }

  private void compareClasses(MethodVisitor code, Label rest) {
    List<Object> locals = locals();
    locals.add("java/lang/Class");
    code.visitVarInsn(ALOAD, 0);
    code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/Object", "getClass", "()" + CLASS, false);
    code.visitVarInsn(ASTORE, arguments());
    for (int slot = 0; slot < Dispatch.SLOTS; slot++) {
      boolean isLast = slot == Dispatch.SLOTS - 1;
      Label next = isLast ? rest : new Label();
      code.visitVarInsn(ALOAD, arguments());
      code.visitLdcInsn(constant());
      code.visitFieldInsn(GETFIELD, DISPATCH, "class" + slot, CLASS);
      code.visitJumpInsn(IF_ACMPNE, next);
      load(code);
      code.visitInvokeDynamicInsn(called.name, descriptor, CallLinks.SLOT, constant(), slot);
      giveBack(code);
      if (!isLast) {
        code.visitLabel(next);
        code.visitFrame(F_NEW, locals.size(), locals.toArray(), 0, new Object[0]);
      }
    }
  }

  private ConstantDynamic constant() {
    return new ConstantDynamic(
        called.name,
        "L" + DISPATCH + ";",
        CallLinks.DISPATCH,
        Type.getMethodType(descriptor),
        called.kind,
        called.owner,
        called.descriptor);
  }

  private void load(MethodVisitor code) {
    int local = 0;
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      code.visitVarInsn(parameter.getOpcode(ILOAD), local);
      local += parameter.getSize();
    }
  }

  private void giveBack(MethodVisitor code) {
    code.visitInsn(Type.getReturnType(descriptor).getOpcode(IRETURN));
  }

  private List<Object> locals() {
    List<Object> locals = new ArrayList<>();
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      locals.add(verificationType(parameter));
    }
    return locals;
  }

  private static Object verificationType(Type type) {
    return switch (type.getSort()) {
      case Type.LONG -> LONG;
      case Type.FLOAT -> FLOAT;
      case Type.DOUBLE -> DOUBLE;
      case Type.OBJECT -> type.getInternalName();
      default -> INTEGER;
    };
  }
}
