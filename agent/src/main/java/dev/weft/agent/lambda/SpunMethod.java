package dev.weft.agent.lambda;

import static org.objectweb.asm.Opcodes.*;

import dev.weft.core.Announcement;
import dev.weft.core.Tokens;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes a method that makes one call with converted arguments and returns its converted result,
 * and that can suspend in the call. It is woven as it is written:
 *
 * <pre>
 * c = Hooks.current();  s = Hooks.enter(c, OWN_TOKEN, this);
 * [if (s > 0) goto RESTORE;]
 * arguments, converted;  arm;  r = call
 * </pre>
 *
 * A result that can be delivered as it is needs no frame of this method: the caller is told of the
 * unwinding by the link that the callee left.
 *
 * <pre>
 *        if (s == ROOT) goto ROOT;  return r;
 * ROOT:  if (Hooks.unwinding(c)) { LambdaHooks.pin(c); r = Hooks.result(c); }  return r;
 * </pre>
 *
 * Otherwise the conversion is still to be done:
 *
 * <pre>
 *        if (Hooks.unwinding(c)) goto OUT;
 * GO_ON: return convert(r);
 * OUT:   if (s == ROOT) goto PIN;  Capture.save(this, null, 0, c, own class, method, 1);  return 0;
 * PIN:   LambdaHooks.pin(c);  goto RESULT;
 * RESTORE: Hooks.restored(c);
 * RESULT: r = Hooks.result(c);  goto GO_ON;
 * </pre>
 */
abstract class SpunMethod {
  private static final String HOOKS = "dev/weft/core/Hooks";
  private static final String CAPTURE = "dev/weft/core/Capture";
  private static final String LAMBDA_HOOKS = "dev/weft/core/LambdaHooks";
  private static final String CORE = "dev/weft/core/ContinuationCore";
  private static final String CORE_DESC = "Ldev/weft/core/ContinuationCore;";
  private static final String SAVE =
      "(Ljava/lang/Object;Ljava/lang/Object;J" + CORE_DESC + "Ljava/lang/Class;II)V";
  private static final ConstantDynamic CLASS_DATA =
      new ConstantDynamic(
          "_",
          "Ljava/lang/invoke/MethodHandle;",
          new Handle(
              H_INVOKESTATIC,
              "java/lang/invoke/MethodHandles",
              "classData",
              "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
              false));

  final MethodVisitor out;
  final Conversion conversion;
  final Call call;
  final MethodType type;
  private final String className;
  private final Class<?> result;
  private final int continuation;
  private final int state;

  /**
   * @param className the internal name of the class that is written
   * @param type of the method
   */
  SpunMethod(MethodVisitor out, String className, MethodType type, Call call) {
    this.out = out;
    this.conversion = new Conversion(out);
    this.className = className;
    this.type = type;
    this.call = call;
    this.result = type.returnType();
    int slots = 1;
    for (Class<?> parameter : type.parameterArray()) {
      slots += Type.getType(parameter).getSize();
    }
    this.continuation = slots;
    this.state = slots + 1;
  }

  /** Pushes the call's arguments, a receiver first. */
  abstract void pushArguments();

  /** Pushes the receiver once more, of whatever type. */
  abstract void pushReceiver();

  abstract void convertResult();

  /**
   * @param name of the method
   * @param index its place in the class file
   */
  final void write(String name, int index) {
    out.visitCode();
    if (call.announcement() == Announcement.NONE) {
      out.visitMethodInsn(INVOKESTATIC, HOOKS, "clear", "()V", false);
      makeCall();
      convertResult();
      returnResult();
    } else {
      boolean needsFrame = !Conversion.isIdentity(call.result(), result);
      Label restore = new Label();
      enter(Tokens.of(name, type.toMethodDescriptorString()));
      if (needsFrame) {
        out.visitVarInsn(ILOAD, state);
        out.visitJumpInsn(IFGT, restore);
      }
      makeCall();
      if (needsFrame) {
        convertLater(index, restore);
      } else {
        passOn();
      }
    }
    out.visitMaxs(call.stackSize() + 8, state + 1);
    out.visitEnd();
  }

  private void enter(int token) {
    hook("current", "()" + CORE_DESC);
    out.visitInsn(DUP);
    out.visitVarInsn(ASTORE, continuation);
    out.visitLdcInsn(token);
    out.visitVarInsn(ALOAD, 0);
    hook("enter", "(" + CORE_DESC + "ILjava/lang/Object;)I");
    out.visitVarInsn(ISTORE, state);
  }

  private void makeCall() {
    if (call.isConstruction()) {
      out.visitTypeInsn(NEW, call.owner());
      out.visitInsn(DUP);
    }
    if (call.viaHandle()) {
      out.visitLdcInsn(CLASS_DATA);
    }
    pushArguments();
    arm();
    out.visitMethodInsn(
        call.opcode(), call.owner(), call.name(), call.descriptor(), call.isInterface());
  }

  private void arm() {
    if (call.announcement() == Announcement.NONE) {
      return;
    }
    if (call.hasReceiver()) {
      pushReceiver();
    }
    out.visitVarInsn(ALOAD, continuation);
    out.visitLdcInsn(call.token());
    if (!call.hasReceiver()) {
      hook("arm", "(" + CORE_DESC + "I)V");
    } else {
      String hook = call.announcement() == Announcement.TOKEN ? "armDirect" : "armThrough";
      out.visitMethodInsn(
          INVOKESTATIC, LAMBDA_HOOKS, hook, "(Ljava/lang/Object;" + CORE_DESC + "I)V", false);
    }
  }

  private void passOn() {
    Label root = new Label();
    Label pinned = new Label();
    Class<?> left = result == void.class ? void.class : call.result();
    if (result == void.class) {
      pop(call.result());
    }
    out.visitVarInsn(ILOAD, state);
    out.visitJumpInsn(IFEQ, root);
    convertAndReturn(left);
    frame(root, left);
    unwinding();
    out.visitJumpInsn(IFNE, pinned);
    convertAndReturn(left);
    frame(pinned, left);
    pop(left);
    pin();
    takeResult(left);
    convertAndReturn(left);
  }

  private void convertAndReturn(Class<?> left) {
    if (left != void.class) {
      convertResult();
    }
    returnResult();
  }

  private void convertLater(int index, Label restore) {
    Label goOn = new Label();
    Label suspended = new Label();
    Label root = new Label();
    Label delivered = new Label();
    Class<?> left = call.result();
    unwinding();
    out.visitJumpInsn(IFNE, suspended);
    frame(goOn, left);
    convertResult();
    returnResult();
    frame(suspended, left);
    pop(left);
    out.visitVarInsn(ILOAD, state);
    out.visitJumpInsn(IFEQ, root);
    save(index);
    returnDefault();
    frame(root, void.class);
    pin();
    out.visitJumpInsn(GOTO, delivered);
    frame(restore, void.class);
    out.visitVarInsn(ALOAD, continuation);
    hook("restored", "(" + CORE_DESC + ")V");
    frame(delivered, void.class);
    takeResult(left);
    out.visitJumpInsn(GOTO, goOn);
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

  private void unwinding() {
    out.visitVarInsn(ALOAD, continuation);
    hook("unwinding", "(" + CORE_DESC + ")Z");
  }

  private void pin() {
    out.visitVarInsn(ALOAD, continuation);
    out.visitMethodInsn(INVOKESTATIC, LAMBDA_HOOKS, "pin", "(" + CORE_DESC + ")V", false);
  }

  private void takeResult(Class<?> of) {
    out.visitVarInsn(ALOAD, continuation);
    if (!of.isPrimitive()) {
      hook("resultRef", "(" + CORE_DESC + ")Ljava/lang/Object;");
      conversion.cast(of);
      return;
    }
    switch (Type.getType(of).getSort()) {
      case Type.VOID -> hook("resultVoid", "(" + CORE_DESC + ")V");
      case Type.LONG -> hook("resultLong", "(" + CORE_DESC + ")J");
      case Type.FLOAT -> hook("resultFloat", "(" + CORE_DESC + ")F");
      case Type.DOUBLE -> hook("resultDouble", "(" + CORE_DESC + ")D");
      default -> hook("resultInt", "(" + CORE_DESC + ")I");
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
   * A label with its stack map frame: parameters, c and s, and {@code onStack} unless it is void.
   */
  private void frame(Label label, Class<?> onStack) {
    out.visitLabel(label);
    List<Object> locals = new ArrayList<>();
    locals.add(className);
    for (Class<?> parameter : type.parameterArray()) {
      locals.add(Conversion.verificationType(parameter));
    }
    locals.add(CORE);
    locals.add(INTEGER);
    Object[] stack =
        onStack == void.class ? new Object[0] : new Object[] {Conversion.verificationType(onStack)};
    out.visitFrame(F_NEW, locals.size(), locals.toArray(), stack.length, stack);
  }
}
