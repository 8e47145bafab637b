package dev.weft.it.fuzz.gen;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Expressions: code that pushes one value of an asked type, whatever is on the stack below. */
final class Expressions {
  private final Body body;
  private final Code code;
  private final Leaves leaves;
  private final Numbers numbers;
  private final References references;
  private final Shuffles shuffles;

  Expressions(Body body) {
    this.body = body;
    this.code = body.code;
    this.leaves = new Leaves(body);
    this.numbers = new Numbers(body);
    this.references = new References(body);
    this.shuffles = new Shuffles(body);
  }

  /** A value of a declared type: within its range if it is a small one. */
  void declared(Type type, Rng r, int depth) {
    value(Types.onStack(type), r, depth);
    body.narrow(type);
  }

  /** A value of a stack type; a reference is mostly not null. */
  void value(Type type, Rng r, int depth) {
    Rng own = r.fork();
    if (type == Types.NULL || body.pruning.leavesOut(own)) {
      body.objects.simple(type);
      return;
    }
    if (depth <= 0 || --body.budget < 0) {
      leaves.leaf(type, own);
    } else {
      compound(type, own, depth);
    }
    code.pop(1);
    code.push(type);
  }

  private void compound(Type type, Rng r, int depth) {
    switch (r.below(20)) {
      case 0, 1 -> leaves.leaf(type, r);
      case 2, 3, 4 -> call(type, r, depth);
      case 5, 6, 7, 8 -> {
        value(type, r, depth - 1);
        body.calls.pass(r);
      }
      case 9 -> conditional(type, r, depth);
      case 10 -> shuffles.value(type, r, depth);
      case 11 -> afterStatements(type, r, depth);
      case 12 -> storedOnTheWay(type, r, depth);
      case 13 -> element(type, r, depth);
      default -> own(type, r, depth);
    }
  }

  private void own(Type type, Rng r, int depth) {
    if (Types.isRef(type)) {
      references.value(type, r, depth);
    } else {
      numbers.value(type, r, depth);
    }
  }

  private void call(Type type, Rng r, int depth) {
    if (!body.calls.returning(type, r, depth)) {
      own(type, r, depth);
    }
  }

  /** Two branches that each push the value. */
  private void conditional(Type type, Rng r, int depth) {
    Label otherwise = new Label();
    Label end = new Label();
    condition(otherwise, r, depth);
    List<Type> below = code.stackCopy();
    value(type, r, depth - 1);
    int level = code.handlerLevel;
    code.jump(end);
    code.land(otherwise, below, level);
    value(type, r, depth - 1);
    code.mv.visitLabel(end);
  }

  /**
   * Statements, loops and handlers among them, while the operands of an outer expression wait on
   * the stack.
   */
  private void afterStatements(Type type, Rng r, int depth) {
    body.statements.nested(r, depth - 1, false);
    value(type, r, depth - 1);
  }

  private void storedOnTheWay(Type type, Rng r, int depth) {
    value(type, r, depth - 1);
    List<Code.Local> same =
        code.locals.stream().filter(l -> !l.locked() && l.type().equals(type)).toList();
    if (!same.isEmpty()) {
      code.insn(type.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP, 0, type);
      code.store(r.pick(same));
    }
  }

  private void element(Type type, Rng r, int depth) {
    List<Type> arrays =
        Types.ARRAYS.stream().filter(a -> Types.onStack(Types.element(a)).equals(type)).toList();
    if (arrays.isEmpty()) {
      own(type, r, depth);
      return;
    }
    Type array = r.pick(arrays);
    value(array, r, depth - 1);
    index(r, depth);
    code.insn(
        Types.isRef(type) ? Opcodes.AALOAD : Types.element(array).getOpcode(Opcodes.IALOAD),
        2,
        type);
    if (Types.isRef(type)) {
      body.objects.replaceNull(type);
    }
  }

  /** An index that arrays have, all being two long or more; rarely any. */
  void index(Rng r, int depth) {
    value(Type.INT_TYPE, r, depth - 1);
    if (!r.percent(3)) {
      code.intConstant(1);
      code.insn(Opcodes.IAND, 2, Type.INT_TYPE);
    }
  }

  /** Jumps to {@code otherwise} if some condition does not hold. */
  void condition(Label otherwise, Rng r, int depth) {
    switch (r.below(6)) {
      case 0 -> {
        value(Type.INT_TYPE, r, depth - 1);
        value(Type.INT_TYPE, r, depth - 1);
        code.branch(r.between(Opcodes.IF_ICMPEQ, Opcodes.IF_ICMPLE), 2, otherwise);
      }
      case 1 -> {
        value(Types.OBJECT, r, depth - 1);
        code.branch(r.pickOf(Opcodes.IFNULL, Opcodes.IFNONNULL), 1, otherwise);
      }
      case 2 -> {
        value(Types.OBJECT, r, depth - 1);
        value(body.plan.randomClassType(r), r, depth - 1);
        code.branch(r.pickOf(Opcodes.IF_ACMPEQ, Opcodes.IF_ACMPNE), 2, otherwise);
      }
      default -> {
        value(Type.INT_TYPE, r, depth - 1);
        code.branch(r.between(Opcodes.IFEQ, Opcodes.IFLE), 1, otherwise);
      }
    }
  }
}
