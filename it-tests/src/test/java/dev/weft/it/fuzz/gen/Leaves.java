package dev.weft.it.fuzz.gen;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Expressions without parts: constants, locals, fields, this, null. */
final class Leaves {
  private final Body body;
  private final Code code;

  Leaves(Body body) {
    this.body = body;
    this.code = body.code;
  }

  void leaf(Type type, Rng r) {
    if (Types.isRef(type) && r.percent(body.features().nulls())) {
      code.insn(Opcodes.ACONST_NULL, 0, type);
    } else if (!(r.percent(65) && local(type, r)) && !(r.percent(50) && field(type, r))) {
      constant(type, r);
    }
  }

  private boolean local(Type type, Rng r) {
    List<Code.Local> fitting =
        code.locals.stream()
            .filter(
                l ->
                    Types.isAssignable(l.type(), type)
                        && (l.type() != Types.NULL || type == Types.NULL || r.percent(5)))
            .toList();
    if (fitting.isEmpty()) {
      return false;
    }
    code.load(r.pick(fitting));
    return true;
  }

  private boolean field(Type type, Rng r) {
    List<ClassModel.FieldModel> fitting =
        body.plan.classes.stream()
            .flatMap(c -> c.fields.stream())
            .filter(f -> Types.onStack(f.type()).equals(type) && isReadable(f))
            .toList();
    if (fitting.isEmpty()) {
      return false;
    }
    ClassModel.FieldModel field = r.pick(fitting);
    read(field);
    if (Types.isRef(type)) {
      body.objects.replaceNull(type);
    }
    return true;
  }

  private boolean isReadable(ClassModel.FieldModel field) {
    return field.isStatic()
        || body.isInstance() && Types.isAssignable(body.method.owner(), field.owner());
  }

  private void read(ClassModel.FieldModel field) {
    if (field.isStatic()) {
      code.field(Opcodes.GETSTATIC, field.owner().getInternalName(), field.name(), field.type());
    } else {
      code.load(code.locals.get(0));
      code.field(Opcodes.GETFIELD, field.owner().getInternalName(), field.name(), field.type());
    }
  }

  private void constant(Type type, Rng r) {
    switch (type.getSort()) {
      case Type.INT ->
          code.intConstant(
              r.pickOf(
                  0, 1, 2, 3, -1, 5, 17, -100, 1000, 70000, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case Type.LONG -> longConstant(r);
      case Type.FLOAT -> floatConstant(r);
      case Type.DOUBLE -> doubleConstant(r);
      case Type.ARRAY -> body.objects.newArray(type, r.between(2, 4));
      default -> reference(type, r);
    }
  }

  private void longConstant(Rng r) {
    if (r.percent(40)) {
      code.insn(r.pickOf(Opcodes.LCONST_0, Opcodes.LCONST_1), 0, Type.LONG_TYPE);
    } else {
      code.constant(r.pickOf(-1L, 1L << 40, Long.MIN_VALUE, 0x123456789ABCDEFL), Type.LONG_TYPE);
    }
  }

  private void floatConstant(Rng r) {
    if (r.percent(30)) {
      code.insn(r.pickOf(Opcodes.FCONST_0, Opcodes.FCONST_1, Opcodes.FCONST_2), 0, Type.FLOAT_TYPE);
    } else {
      code.constant(
          r.pickOf(-0.0f, Float.NaN, 1.5f, -3e20f, Float.POSITIVE_INFINITY, Float.MIN_VALUE),
          Type.FLOAT_TYPE);
    }
  }

  private void doubleConstant(Rng r) {
    if (r.percent(30)) {
      code.insn(r.pickOf(Opcodes.DCONST_0, Opcodes.DCONST_1), 0, Type.DOUBLE_TYPE);
    } else {
      code.constant(
          r.pickOf(-0.0, Double.NaN, 2.25, -1e200, Double.NEGATIVE_INFINITY, Double.MIN_VALUE),
          Type.DOUBLE_TYPE);
    }
  }

  private void reference(Type type, Rng r) {
    if (type.equals(Types.STRING)) {
      code.constant(r.pickOf("", "a", "weft", "xyzzy", "0"), type);
    } else if (type.equals(Types.OBJECT) && r.percent(30)) {
      code.intConstant(r.below(200));
      body.objects.box();
    } else {
      body.objects.simple(type);
    }
  }
}
