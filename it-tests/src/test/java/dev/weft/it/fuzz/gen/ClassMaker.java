package dev.weft.it.fuzz.gen;

import dev.weft.it.fuzz.gen.MethodModel.Kind;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes one class of a planned program. */
final class ClassMaker {
  private final Plan plan;
  private final ClassModel model;
  private final Pruning pruning;
  private final ClassWriter cw;

  private ClassMaker(Plan plan, ClassModel model, Pruning pruning) {
    this.plan = plan;
    this.model = model;
    this.pruning = pruning;
    this.cw = new Writer(model.hasFrames() ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS);
  }

  static byte[] make(Plan plan, ClassModel model, Pruning pruning) {
    return new ClassMaker(plan, model, pruning).make();
  }

  private byte[] make() {
    int access =
        model.isInterface() ? Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT : Opcodes.ACC_SUPER;
    String[] interfaces = model.interfaces.toArray(new String[0]);
    cw.visit(
        model.version,
        Opcodes.ACC_PUBLIC | access,
        model.type.getInternalName(),
        null,
        model.superType.getInternalName(),
        interfaces);
    cw.visitSource(model.type.getInternalName().substring(Types.PACKAGE.length()) + ".java", null);
    for (ClassModel.FieldModel field : model.fields) {
      int isStatic = field.isStatic() ? Opcodes.ACC_STATIC : 0;
      cw.visitField(
              Opcodes.ACC_PUBLIC | isStatic, field.name(), field.type().getDescriptor(), null, null)
          .visitEnd();
    }
    if (!model.isInterface()) {
      new Constructors(plan, model, cw, pruning).write();
      reset();
    }
    for (MethodModel method : model.methods) {
      method(method);
    }
    cw.visitEnd();
    return cw.toByteArray();
  }

  private void method(MethodModel method) {
    MethodVisitor mv =
        cw.visitMethod(method.access(), method.name(), method.descriptor(), null, null);
    if (method.kind() != Kind.ABSTRACT) {
      mv.visitCode();
      body(method, mv);
      mv.visitMaxs(0, 0);
    }
    mv.visitEnd();
  }

  private void body(MethodModel method, MethodVisitor mv) {
    Rng r = new Rng(method.seed());
    Body body = new Body(plan, method, mv, pruning, plan.features.budget());
    body.declareParameters();
    Code code = body.code;
    Label empty = new Label();
    Loops.burn(code, empty);
    if (method.kind() == Kind.ENTRY) {
      callAll(body, r);
    }
    int statements = r.between(1, plan.features.statements());
    body.statements.block(r, 3, statements, false);
    long extra = r.next();
    if (plan.features.manyPoints() && method.kind() == Kind.STATIC
        || plan.features.large() && method.kind() == Kind.ENTRY) {
      body.budget = plan.features.large() ? 3000 : 600;
      body.statements.manyPoints(new Rng(extra), plan.features.large() ? 700 : 200);
    }
    if (method.ret().getSort() != Type.VOID) {
      body.expressions.value(Types.onStack(method.ret()), r, 2);
    }
    body.returnTop();
    code.land(empty, List.of(), 0);
    if (method.ret().getSort() != Type.VOID) {
      body.objects.simple(Types.onStack(method.ret()));
    }
    body.returnTop();
  }

  /**
   * Calls every method once and traces what it gives or throws, so that each is reached whatever
   * the others do.
   */
  private void callAll(Body body, Rng r) {
    List<MethodModel> called =
        plan.methods.stream()
            .filter(
                m ->
                    m.kind() != Kind.ENTRY
                        && (m.kind() != Kind.PRIVATE || m.owner().equals(model.type)))
            .filter(
                m ->
                    m.kind() != Kind.STATIC
                        || !m.owner().equals(Types.FACE)
                        || model.version >= Opcodes.V1_8)
            .toList();
    for (MethodModel method : called) {
      Rng own = r.fork();
      if (!pruning.leavesOut(own)) {
        body.budget = plan.features.budget() / 3;
        caughtCall(body, method, own);
      }
    }
    body.budget = plan.features.budget();
  }

  private void caughtCall(Body body, MethodModel method, Rng r) {
    Code code = body.code;
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label after = new Label();
    code.mv.visitLabel(start);
    code.protectedLevel++;
    body.calls.call(method, r, 2);
    code.protectedLevel--;
    if (!code.stack.isEmpty()) {
      body.traceTop();
    }
    code.mv.visitLabel(end);
    code.jump(after);
    code.mv.visitTryCatchBlock(start, end, handler, null);
    code.land(handler, List.of(Types.THROWABLE), 1);
    body.traceTop();
    code.land(after, List.of(), 0);
  }

  /**
   * Gives static fields their first values again; what an initialiser would see of that is left out
   * of its programs.
   */
  private void reset() {
    boolean main = model.type.equals(Types.MAIN);
    MethodVisitor mv =
        cw.visitMethod(
            Opcodes.ACC_PUBLIC | (main ? 0 : Opcodes.ACC_STATIC),
            main ? "close" : "clear",
            "()V",
            null,
            null);
    mv.visitCode();
    MethodModel method =
        new MethodModel(
            model.type, "clear", Kind.STATIC, 0, null, new Type[0], Type.VOID_TYPE, 0, false, 0);
    Body body = new Body(plan, method, mv, Pruning.none(), 0);
    if (!plan.features.initialiser()) {
      resetFields(body);
    }
    mv.visitInsn(Opcodes.RETURN);
    mv.visitMaxs(0, 0);
    mv.visitEnd();
  }

  private void resetFields(Body body) {
    for (ClassModel.FieldModel field : model.fields) {
      if (field.isStatic()) {
        body.objects.simple(Types.onStack(field.type()));
        body.narrow(field.type());
        body.code.field(
            Opcodes.PUTSTATIC, model.type.getInternalName(), field.name(), field.type());
      }
    }
    for (ClassModel other : plan.classes) {
      if (model.type.equals(Types.MAIN) && other != model && !other.isInterface()) {
        body.code.invokeStatic(other.type.getInternalName(), "clear", "()V");
      }
    }
  }

  /** Knows the generated classes' hierarchy, none of which is loaded. */
  private static final class Writer extends ClassWriter {
    Writer(int flags) {
      super(flags);
      setComputeLimits(
          Integer.MAX_VALUE, Long.MAX_VALUE); // its own input is what the default is meant against
    }

    @Override
    protected String getCommonSuperClass(String a, String b) {
      return a.equals(b) ? a : Types.commonSuper(a, b);
    }
  }
}
