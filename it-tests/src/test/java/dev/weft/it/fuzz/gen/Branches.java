package dev.weft.it.fuzz.gen;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** if, else and switch. */
final class Branches {
  private final Body body;
  private final Code code;

  Branches(Body body) {
    this.body = body;
    this.code = body.code;
  }

  void ifElse(Rng r, int depth) {
    Label otherwise = new Label();
    Label end = new Label();
    List<Type> below = code.stackCopy();
    int level = code.handlerLevel;
    body.expressions.condition(otherwise, r, 2);
    body.statements.nested(r, depth, true);
    boolean hasElse = r.percent(60);
    if (hasElse && code.reachable) {
      code.jump(end);
    }
    code.land(otherwise, below, level);
    if (hasElse) {
      // Never left for good here: the end may be reached by no other way.
      body.statements.nested(r, depth, false);
      code.land(end, below, level);
    }
  }

  /** A switch by table or by lookup, with falling through. */
  void select(Rng r, int depth) {
    body.expressions.value(Type.INT_TYPE, r, 2);
    int cases = r.between(1, 4);
    code.intConstant(cases);
    code.insn(Opcodes.IREM, 2, Type.INT_TYPE);
    code.pop(1);
    List<Type> below = code.stackCopy();
    int level = code.handlerLevel;
    Label[] labels = new Label[cases];
    for (int i = 0; i < cases; i++) {
      labels[i] = new Label();
    }
    Label otherwise = new Label();
    Label end = new Label();
    dispatch(labels, otherwise, r);
    code.reachable = false;
    for (Label label : labels) {
      code.land(label, below, level);
      body.statements.nested(r, depth, true);
      if (code.reachable && r.percent(60)) {
        code.jump(end);
      }
    }
    code.land(otherwise, below, level);
    body.statements.nested(r, depth, false);
    code.land(end, below, level);
  }

  private void dispatch(Label[] labels, Label otherwise, Rng r) {
    if (r.percent(50)) {
      code.mv.visitTableSwitchInsn(0, labels.length - 1, otherwise, labels);
      return;
    }
    int[] keys = new int[labels.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = i * 2 - 2;
    }
    code.mv.visitLookupSwitchInsn(otherwise, keys, labels);
  }
}
