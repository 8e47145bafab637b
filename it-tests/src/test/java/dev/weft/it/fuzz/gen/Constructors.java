package dev.weft.it.fuzz.gen;

import dev.weft.it.fuzz.gen.MethodModel.Kind;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Constructors and class initialisers. Only in programs that may be pinned do they suspend. */
final class Constructors {
  /** Constructors come after all methods, so that what they call may call anything. */
  private static final int ORDER = 1000;

  private final Plan plan;
  private final ClassModel model;
  private final ClassVisitor cv;
  private final Pruning pruning;

  Constructors(Plan plan, ClassModel model, ClassVisitor cv, Pruning pruning) {
    this.plan = plan;
    this.model = model;
    this.cv = cv;
    this.pruning = pruning;
  }

  void write() {
    plain();
    withArguments();
    if (plan.features.initialiser()) {
      initialiser();
    }
  }

  private void plain() {
    MethodVisitor mv = cv.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    mv.visitCode();
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitMethodInsn(
        Opcodes.INVOKESPECIAL, model.superType.getInternalName(), "<init>", "()V", false);
    mv.visitInsn(Opcodes.RETURN);
    mv.visitMaxs(0, 0);
    mv.visitEnd();
  }

  private void withArguments() {
    MethodModel method =
        new MethodModel(
            model.type,
            "<init>",
            Kind.VIRTUAL,
            ORDER,
            null,
            model.constructorParams,
            Type.VOID_TYPE,
            0,
            false,
            model.constructorSeed);
    MethodVisitor mv =
        cv.visitMethod(Opcodes.ACC_PUBLIC, "<init>", method.descriptor(), null, null);
    mv.visitCode();
    Rng r = new Rng(model.constructorSeed);
    Body body = new Body(plan, method, mv, pruning, 30);
    body.declareParameters();
    Code.Local self = body.code.locals.get(0);
    body.code.locals.set(0, new Code.Local(0, Types.RAW, true));
    superCall(body, r);
    body.code.locals.set(0, self);
    Label empty = new Label();
    if (plan.features.pinning() && r.percent(50)) {
      Loops.burn(body.code, empty);
      body.statements.block(r, 1, 2, false);
    }
    mv.visitLabel(empty);
    keepArguments(body);
    mv.visitInsn(Opcodes.RETURN);
    mv.visitMaxs(0, 0);
    mv.visitEnd();
  }

  private void superCall(Body body, Rng r) {
    boolean suspends = plan.features.pinning() && r.percent(40);
    Type[] params =
        model.superType.equals(Types.BASE)
            ? new Type[0]
            : plan.classOf(model.superType).constructorParams;
    Code code = body.code;
    code.mv.visitVarInsn(Opcodes.ALOAD, 0);
    code.push(Types.RAW);
    for (Type param : params) {
      body.objects.simple(Types.onStack(param));
      if (suspends) {
        body.calls.pass(r);
      }
      body.narrow(param);
    }
    String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, params);
    code.invoke(
        Opcodes.INVOKESPECIAL, model.superType.getInternalName(), "<init>", descriptor, false);
  }

  /** Traces the arguments, so that a wrong one is seen. */
  private void keepArguments(Body body) {
    for (int i = 1; i <= model.constructorParams.length; i++) {
      body.code.load(body.code.locals.get(i));
      body.traceTop();
    }
  }

  private void initialiser() {
    MethodVisitor mv = cv.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    mv.visitCode();
    mv.visitLdcInsn(model.type.getInternalName().substring(Types.PACKAGE.length()));
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, Types.PROBE, "trace", "(Ljava/lang/Object;)V", false);
    if (plan.features.pinning()
        && !model.type.equals(Types.MAIN)) { // that one is made before there is a continuation
      mv.visitMethodInsn(Opcodes.INVOKESTATIC, Types.PROBE, "suspend", "()V", false);
    }
    mv.visitInsn(Opcodes.RETURN);
    mv.visitMaxs(0, 0);
    mv.visitEnd();
  }
}
