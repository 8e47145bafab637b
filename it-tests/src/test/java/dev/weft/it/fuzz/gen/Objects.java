package dev.weft.it.fuzz.gen;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * References: constants, arrays, and new objects with the uninitialised reference in usual and
 * unusual places.
 */
final class Objects {
  private final Body body;
  private final Code code;

  Objects(Body body) {
    this.body = body;
    this.code = body.code;
  }

  /** A value that needs no random choice and calls no woven method but a constructor. */
  void simple(Type type) {
    switch (type.getSort()) {
      case Type.LONG -> code.constant(3L, type);
      case Type.FLOAT -> code.constant(-0.0f, type);
      case Type.DOUBLE -> code.constant(-0.0, type);
      case Type.ARRAY -> newArray(type, 3);
      case Type.OBJECT -> simpleObject(type);
      default -> code.intConstant(7);
    }
  }

  private void simpleObject(Type type) {
    if (type.equals(Types.INTEGER)) {
      code.intConstant(11);
      box();
    } else if (type == Types.NULL) {
      code.insn(Opcodes.ACONST_NULL, 0, type);
    } else if (type.equals(Types.STRING) || type.equals(Types.OBJECT)) {
      code.constant("k", Types.STRING);
    } else {
      instance(type.equals(Types.FACE) || type.equals(Types.BASE) ? Types.HELPER : type, "()V");
    }
    code.pop(1);
    code.push(type);
  }

  void box() {
    code.invokeStatic("java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;");
  }

  private void instance(Type type, String constructor) {
    code.typeInsn(Opcodes.NEW, type, 0, type);
    code.insn(Opcodes.DUP, 0, type);
    code.invoke(Opcodes.INVOKESPECIAL, type.getInternalName(), "<init>", constructor, false);
  }

  void newArray(Type type, int length) {
    code.intConstant(length);
    if (type.equals(Types.MATRIX)) {
      code.intConstant(length);
      code.mv.visitMultiANewArrayInsn(type.getDescriptor(), 2);
      code.pop(2);
      code.push(type);
      return;
    }
    Type element = Types.element(type);
    if (Types.isRef(element)) {
      code.typeInsn(Opcodes.ANEWARRAY, element, 1, type);
    } else {
      code.mv.visitIntInsn(Opcodes.NEWARRAY, arrayCode(element));
      code.pop(1);
      code.push(type);
    }
  }

  private static int arrayCode(Type element) {
    return switch (element.getSort()) {
      case Type.LONG -> Opcodes.T_LONG;
      case Type.FLOAT -> Opcodes.T_FLOAT;
      case Type.DOUBLE -> Opcodes.T_DOUBLE;
      case Type.BYTE -> Opcodes.T_BYTE;
      default -> Opcodes.T_INT;
    };
  }

  /** Makes the reference on the top, which may be null, a value that is not. */
  void replaceNull(Type type) {
    Label present = new Label();
    code.mv.visitInsn(Opcodes.DUP);
    code.mv.visitJumpInsn(Opcodes.IFNONNULL, present);
    code.discard();
    simple(type);
    code.mv.visitLabel(present);
  }

  // ---- new with arguments

  /** {@code new X(arguments)}, in one of the forms that the JVM accepts. */
  void create(Type type, Rng r, int depth) {
    Type[] params = body.plan.classOf(type).constructorParams;
    switch (r.below(8)) {
      case 0 -> inLocal(type, params, r, depth);
      case 1 -> afterFirstArgument(type, params, r, depth);
      case 2 -> spareCopy(type, params, r, depth);
      case 3 -> droppedCopies(type, params, r, depth);
      default -> usual(type, params, r, depth);
    }
  }

  private void raw(Type type) {
    code.typeInsn(Opcodes.NEW, type, 0, Types.RAW);
  }

  private void initialise(Type type, Type[] params, int copies) {
    code.invoke(
        Opcodes.INVOKESPECIAL,
        type.getInternalName(),
        "<init>",
        Type.getMethodDescriptor(Type.VOID_TYPE, params),
        false);
    code.pop(copies);
    for (int i = 0; i < copies; i++) {
      code.push(type);
    }
  }

  private void arguments(Type[] params, int from, Rng r, int depth) {
    for (int i = from; i < params.length; i++) {
      body.expressions.declared(params[i], r, depth - 1);
    }
  }

  private void usual(Type type, Type[] params, Rng r, int depth) {
    raw(type);
    code.insn(Opcodes.DUP, 0, Types.RAW);
    arguments(params, 0, r, depth);
    initialise(type, params, 1);
  }

  private void inLocal(Type type, Type[] params, Rng r, int depth) {
    int slot = code.reserve(1);
    raw(type);
    code.mv.visitInsn(Opcodes.DUP);
    code.mv.visitVarInsn(Opcodes.ASTORE, slot);
    code.localsChanged();
    arguments(params, 0, r, depth);
    initialise(type, params, 0);
    code.localsChanged();
    code.mv.visitVarInsn(Opcodes.ALOAD, slot);
    code.push(type);
  }

  private void afterFirstArgument(Type type, Type[] params, Rng r, int depth) {
    if (Types.onStack(params[0]).getSize() != 1) {
      usual(type, params, r, depth);
      return;
    }
    body.expressions.declared(params[0], r, depth - 1);
    Type first = code.top();
    code.pop(1);
    code.mv.visitTypeInsn(Opcodes.NEW, type.getInternalName());
    code.mv.visitInsn(Opcodes.DUP_X1);
    code.mv.visitInsn(Opcodes.SWAP);
    code.push(Types.RAW);
    code.push(Types.RAW);
    code.push(first);
    arguments(params, 1, r, depth);
    initialise(type, params, 1);
  }

  private void spareCopy(Type type, Type[] params, Rng r, int depth) {
    raw(type);
    code.insn(Opcodes.DUP, 0, Types.RAW);
    code.insn(Opcodes.DUP, 0, Types.RAW);
    arguments(params, 0, r, depth);
    initialise(type, params, 2);
    body.traceTop();
  }

  private void droppedCopies(Type type, Type[] params, Rng r, int depth) {
    raw(type);
    arguments(params, 0, r, depth);
    initialise(type, params, 0);
    usual(type, params, r, depth);
  }
}
