package dev.weft.it.fuzz.gen;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Expressions of the reference types that no other type has. */
final class References {
  private static final Handle CONCAT_FACTORY =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/invoke/StringConcatFactory",
          "makeConcatWithConstants",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/String;"
              + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
          false);

  private final Body body;
  private final Code code;

  References(Body body) {
    this.body = body;
    this.code = body.code;
  }

  void value(Type type, Rng r, int depth) {
    if (Types.isGenerated(type)) {
      generated(type, r, depth);
    } else if (Types.isArray(type)) {
      array(type, r, depth);
    } else if (type.equals(Types.STRING)) {
      string(r, depth);
    } else if (type.equals(Types.INTEGER)) {
      body.expressions.value(Type.INT_TYPE, r, depth - 1);
      body.objects.box();
    } else if (type.equals(Types.FACE) || type.equals(Types.BASE)) {
      body.expressions.value(Types.HELPER, r, depth - 1);
    } else {
      object(r, depth);
    }
  }

  private void generated(Type type, Rng r, int depth) {
    if (type.equals(Types.HELPER) && body.features().sub() && r.percent(30)) {
      body.expressions.value(Types.SUB, r, depth - 1);
    } else if (r.percent(25)) {
      body.expressions.value(type, r, depth - 1);
      code.pop(1);
      code.push(Types.OBJECT);
      code.typeInsn(Opcodes.CHECKCAST, type, 1, type);
    } else {
      body.objects.create(type, r, depth);
    }
  }

  private void object(Rng r, int depth) {
    Type type =
        r.percent(50)
            ? body.plan.randomClassType(r)
            : r.pickOf(Types.STRING, Types.INTEGER, Types.INTS, Types.OBJECTS);
    body.expressions.value(type, r, depth - 1);
  }

  /** A new array with an element stored while the array waits on the stack. */
  private void array(Type type, Rng r, int depth) {
    body.objects.newArray(type, r.between(2, 4));
    Type element = Types.element(type);
    for (int i = r.below(3); i > 0; i--) {
      code.insn(Opcodes.DUP, 0, type);
      code.intConstant(i - 1);
      body.expressions.declared(element, r, depth - 1);
      code.insn(
          Types.isRef(element) ? Opcodes.AASTORE : element.getOpcode(Opcodes.IASTORE),
          3,
          Type.VOID_TYPE);
    }
  }

  // ---- strings

  private void string(Rng r, int depth) {
    if (body.features().concat() && body.owner.version >= Opcodes.V9 && r.percent(40)) {
      concat(r, depth);
    } else if (r.percent(60)) {
      builder(r, depth);
    } else {
      Type type = part(r, depth);
      code.invokeStatic(
          "java/lang/String", "valueOf", "(" + type.getDescriptor() + ")Ljava/lang/String;");
    }
  }

  /**
   * Pushes something to make text of; of a reference, something whose text is the same in every
   * run.
   */
  private Type part(Rng r, int depth) {
    Type type = r.percent(60) ? r.pick(Types.PRIMITIVES) : Types.OBJECT;
    body.expressions.value(type, r, depth - 1);
    if (Types.isRef(type)) {
      code.invokeStatic(Types.PROBE, "text", "(Ljava/lang/Object;)Ljava/lang/Object;");
    }
    return type;
  }

  private void builder(Rng r, int depth) {
    Type builder = Type.getObjectType("java/lang/StringBuilder");
    code.typeInsn(Opcodes.NEW, builder, 0, builder);
    code.insn(Opcodes.DUP, 0, builder);
    code.invoke(Opcodes.INVOKESPECIAL, builder.getInternalName(), "<init>", "()V", false);
    for (int i = r.between(1, 2); i > 0; i--) {
      Type type = part(r, depth);
      String descriptor = Type.getMethodDescriptor(builder, type);
      code.invoke(Opcodes.INVOKEVIRTUAL, builder.getInternalName(), "append", descriptor, false);
    }
    code.invoke(
        Opcodes.INVOKEVIRTUAL,
        builder.getInternalName(),
        "toString",
        "()Ljava/lang/String;",
        false);
    code.invokeStatic(Types.PROBE, "shorten", "(Ljava/lang/String;)Ljava/lang/String;");
  }

  private void concat(Rng r, int depth) {
    Type[] parts = {part(r, depth), part(r, depth)};
    code.mv.visitInvokeDynamicInsn(
        "makeConcatWithConstants",
        Type.getMethodDescriptor(Types.STRING, parts),
        CONCAT_FACTORY,
        "\u0001-\u0001");
    code.pop(2);
    code.push(Types.STRING);
    code.invokeStatic(Types.PROBE, "shorten", "(Ljava/lang/String;)Ljava/lang/String;");
  }
}
