package dev.weft.agent.lambda;

import static org.objectweb.asm.Opcodes.*;

import dev.weft.core.ContinuationCore;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes a method that makes one call with converted arguments and returns its converted result.
 * The woven form is static:
 *
 * <pre>
 * static Object run$1(Object self, arguments, ContinuationCore c) {
 *   arguments, converted;  r = call(arguments, c);           // as in a copy
 * </pre>
 *
 * A result that can be delivered as it is needs no frame of this method: the caller is told of the
 * unwinding by the link that the callee left.
 *
 * <pre>
 *   return r;
 * }
 * </pre>
 *
 * Otherwise the conversion is still to be done:
 *
 * <pre>
 *   if (Hooks.enter(c) &gt; 0) goto RESTORE;                  // at the beginning
 *   ...
 *   if (Hooks.unwinding(c)) goto OUT;
 * GO_ON: return convert(r);
 * OUT:   Capture.save(self, null, 0, c, own class, method, 1);  return null;
 * RESTORE: Hooks.restored(c);  r = Hooks.result(c);  goto GO_ON;
 * }
 * </pre>
 */
abstract class SpunMethod {
  private static final String HOOKS = "dev/weft/core/Hooks";
  private static final String CAPTURE = "dev/weft/core/Capture";
  private static final String CORE = "dev/weft/core/ContinuationCore";
  private static final String CORE_DESC = "Ldev/weft/core/ContinuationCore;";
  private static final String SAVE =
      "(Ljava/lang/Object;Ljava/lang/Object;J" + CORE_DESC + "Ljava/lang/Class;II)V";
  final MethodVisitor out;
  final Conversion conversion;
  final Call call;
  final MethodType type;
  private final String className;
  private final Class<?> result;
  private final boolean isWoven;
  private final int continuation;

  /**
   * @param className the internal name of the class that is written
   * @param type of the method, as the JDK would write it
   * @param isWoven whether this is the form that can suspend
   */
  SpunMethod(MethodVisitor out, String className, MethodType type, Call call, boolean isWoven) {
    this.out = out;
    this.conversion = new Conversion(out);
    this.className = className;
    this.type = type;
    this.call = call;
    this.isWoven = isWoven;
    this.result = type.returnType();
    int slots = 1;
    for (Class<?> parameter : type.parameterArray()) {
      slots += Type.getType(parameter).getSize();
    }
    this.continuation = slots;
  }

  /** The descriptor of the woven form of a method of that type. */
  static String wovenDescriptor(MethodType type) {
    return type.erase()
        .insertParameterTypes(0, Object.class)
        .appendParameterTypes(ContinuationCore.class)
        .toMethodDescriptorString();
  }

  /** Pushes the call's arguments, a receiver first. */
  abstract void pushArguments();

  abstract void convertResult();

  /**
   * @param index its place in the class file
   */
  final void write(int index) {
    out.visitCode();
    Class<?> left = call.result();
    if (!isWoven) {
      makeCall();
      convertResult();
      returnResult();
    } else if (Conversion.isIdentity(left, result)) {
      makeWovenCall();
      if (result == void.class) {
        pop(left);
      } else {
        convertResult();
      }
      returnResult();
    } else {
      convertLater(index, left);
    }
    out.visitMaxs(call.stackSize() + 8, continuation + 1);
    out.visitEnd();
  }

  private void convertLater(int index, Class<?> left) {
    Label goOn = new Label();
    Label suspended = new Label();
    Label restore = new Label();
    onContinuation("enter", "I");
    out.visitJumpInsn(IFGT, restore);
    makeWovenCall();
    onContinuation("unwinding", "Z");
    out.visitJumpInsn(IFNE, suspended);
    frame(goOn, left);
    convertResult();
    returnResult();
    frame(suspended, left);
    pop(left);
    save(index);
    returnDefault();
    frame(restore, void.class);
    onContinuation("restored", "V");
    takeResult(left);
    out.visitJumpInsn(GOTO, goOn);
  }

  private void makeCall() {
    pushArguments();
    out.visitMethodInsn(
        call.opcode(),
        Type.getInternalName(call.owner()),
        call.name(),
        call.descriptor(),
        call.owner().isInterface());
  }

  private void makeWovenCall() {
    pushArguments();
    out.visitVarInsn(ALOAD, continuation);
    call.makeWoven(out, className);
    if (!call.result().isPrimitive()) {
      conversion.cast(call.result());
    }
  }

  private void save(int index) {
    out.visitVarInsn(ALOAD, 0);
    out.visitInsn(ACONST_NULL);
    out.visitInsn(LCONST_0);
    out.visitVarInsn(ALOAD, continuation);
    out.visitLdcInsn(Type.getObjectType(className));
    out.visitLdcInsn(index);
    out.visitInsn(ICONST_1);
    out.visitMethodInsn(INVOKESTATIC, CAPTURE, "save", SAVE, false);
  }

  private void onContinuation(String hook, String given) {
    out.visitVarInsn(ALOAD, continuation);
    hook(hook, "(" + CORE_DESC + ")" + given);
  }

  private void takeResult(Class<?> of) {
    if (!of.isPrimitive()) {
      onContinuation("resultRef", "Ljava/lang/Object;");
      conversion.cast(of);
      return;
    }
    switch (Type.getType(of).getSort()) {
      case Type.VOID -> onContinuation("resultVoid", "V");
      case Type.LONG -> onContinuation("resultLong", "J");
      case Type.FLOAT -> onContinuation("resultFloat", "F");
      case Type.DOUBLE -> onContinuation("resultDouble", "D");
      default -> onContinuation("resultInt", "I");
    }
  }

  private void pop(Class<?> value) {
    int size = Type.getType(value).getSize();
    if (size > 0) {
      out.visitInsn(size == 1 ? POP : POP2);
    }
  }

  private void returnResult() {
    out.visitInsn(Type.getType(result).getOpcode(IRETURN));
  }

  private void returnDefault() {
    switch (Type.getType(result).getSort()) {
      case Type.VOID -> {}
      case Type.LONG -> out.visitInsn(LCONST_0);
      case Type.FLOAT -> out.visitInsn(FCONST_0);
      case Type.DOUBLE -> out.visitInsn(DCONST_0);
      case Type.OBJECT, Type.ARRAY -> out.visitInsn(ACONST_NULL);
      default -> out.visitInsn(ICONST_0);
    }
    returnResult();
  }

  private void hook(String name, String descriptor) {
    out.visitMethodInsn(INVOKESTATIC, HOOKS, name, descriptor, false);
  }

  /**
   * A label with its stack map frame: receiver, parameters, c, and {@code onStack} unless it is
   * void.
   */
  private void frame(Label label, Class<?> onStack) {
    out.visitLabel(label);
    List<Object> locals = new ArrayList<>();
    locals.add("java/lang/Object");
    for (Class<?> parameter : type.parameterArray()) {
      locals.add(
          parameter.isPrimitive() ? Conversion.verificationType(parameter) : "java/lang/Object");
    }
    locals.add(CORE);
    Object[] stack =
        onStack == void.class ? new Object[0] : new Object[] {Conversion.verificationType(onStack)};
    out.visitFrame(F_NEW, locals.size(), locals.toArray(), stack.length, stack);
  }

  /** Pushes a parameter as what it is: in the woven form references come as Object. */
  final void pushParameter(int local, Class<?> of) {
    out.visitVarInsn(Type.getType(of).getOpcode(ILOAD), local);
    if (isWoven && !of.isPrimitive()) {
      conversion.cast(of);
    }
  }
}
