package dev.weft.it.fuzz.gen;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Statements: code that leaves the operand stack as it found it, or ends in a jump. */
final class Statements {
  private static final int EXPRESSION_DEPTH = 3;

  private final Body body;
  private final Code code;
  private final Loops loops;
  private final Branches branches;
  private final Tries tries;
  private final Exits exits;

  Statements(Body body) {
    this.body = body;
    this.code = body.code;
    this.loops = new Loops(body);
    this.branches = new Branches(body);
    this.tries = new Tries(body);
    this.exits = new Exits(body);
  }

  /**
   * A few statements with a scope of their own; the last may leave if the caller can do without
   * what follows.
   */
  void nested(Rng r, int depth, boolean mayEnd) {
    block(r, depth, r.between(1, 3), mayEnd);
  }

  void block(Rng r, int depth, int count, boolean mayEnd) {
    Rng own = r.fork();
    if (body.pruning.leavesOut(own)) {
      return;
    }
    Code.Mark mark = code.openBlock();
    for (int i = 0; i < count; i++) {
      statement(own.fork(), depth);
    }
    if (mayEnd && own.percent(12)) {
      exits.leave(own, EXPRESSION_DEPTH);
    }
    code.closeBlock(mark);
  }

  private void statement(Rng r, int depth) {
    if (body.pruning.leavesOut(r) || --body.budget < 0) {
      return;
    }
    if (depth > 0 && r.percent(40)) {
      compound(r, depth - 1);
    } else {
      simple(r);
    }
  }

  private void compound(Rng r, int depth) {
    switch (r.below(12)) {
      case 0, 1 -> branches.ifElse(r, depth);
      case 2 -> branches.select(r, depth);
      case 3, 4 -> loops.loop(r, depth);
      case 5 -> loops.accumulate(r, depth);
      case 6, 7, 8 -> tries.tryCatch(r, depth);
      case 9 -> tries.monitorOrSubroutine(r, depth);
      case 10 -> underOperands(r, depth);
      default -> exits.maybeLeave(r, EXPRESSION_DEPTH);
    }
  }

  private void simple(Rng r) {
    switch (r.below(13)) {
      case 0, 1, 2 -> declare(r);
      case 3, 4 -> assign(r);
      case 5 -> retype(r);
      case 6 -> trace(r);
      case 7 -> putField(r);
      case 8 -> storeElement(r);
      case 9 -> body.calls.suspend();
      case 10 -> dropValue(r);
      case 11 -> calls(r);
      default -> increment(r);
    }
  }

  // ---- locals

  private void declare(Rng r) {
    Type type = r.percent(6) ? Types.NULL : body.plan.randomType(r);
    body.expressions.value(type, r, EXPRESSION_DEPTH);
    code.store(code.declare(type, false));
  }

  private void assign(Rng r) {
    List<Code.Local> free =
        code.locals.stream().filter(l -> !l.locked() && l.type() != Types.NULL).toList();
    if (free.isEmpty()) {
      declare(r);
      return;
    }
    Code.Local local = r.pick(free);
    body.expressions.value(local.type(), r, EXPRESSION_DEPTH);
    code.store(local);
  }

  /**
   * Another type for the slot of a local of this very block; or an int in the second half of a
   * long.
   */
  private void retype(Rng r) {
    int candidates = code.locals.size() - code.blockStart;
    int index = candidates == 0 ? -1 : code.blockStart + r.below(candidates);
    if (index < 0 || code.locals.get(index).locked()) {
      declare(r);
      return;
    }
    Code.Local old = code.locals.get(index);
    boolean halves = old.type().getSize() == 2 && r.percent(40);
    int size = halves ? 1 : old.type().getSize();
    Type type = sized(size, r);
    body.expressions.value(type, r, EXPRESSION_DEPTH);
    code.store(code.retype(index, type, halves ? r.below(2) : 0));
  }

  private Type sized(int size, Rng r) {
    Type type = body.plan.randomType(r);
    if (type.getSize() == size) {
      return type;
    }
    return size == 2
        ? r.pickOf(Type.LONG_TYPE, Type.DOUBLE_TYPE)
        : r.pickOf(Types.STRING, Type.INT_TYPE);
  }

  private void increment(Rng r) {
    List<Code.Local> ints =
        code.locals.stream().filter(l -> !l.locked() && l.type().equals(Type.INT_TYPE)).toList();
    if (ints.isEmpty()) {
      body.calls.suspend();
    } else {
      code.mv.visitIincInsn(r.pick(ints).slot(), r.between(-3, 300));
    }
  }

  // ---- values

  private void trace(Rng r) {
    body.expressions.value(body.plan.randomType(r), r, EXPRESSION_DEPTH);
    body.traceTop();
  }

  private void dropValue(Rng r) {
    body.expressions.value(body.plan.randomType(r), r, EXPRESSION_DEPTH);
    code.discard();
  }

  private void putField(Rng r) {
    List<ClassModel.FieldModel> all =
        body.plan.classes.stream().flatMap(c -> c.fields.stream()).toList();
    ClassModel.FieldModel field = r.pick(all);
    if (!field.isStatic()) {
      body.expressions.value(field.owner(), r, 1);
    }
    body.expressions.declared(field.type(), r, EXPRESSION_DEPTH);
    int opcode = field.isStatic() ? Opcodes.PUTSTATIC : Opcodes.PUTFIELD;
    code.field(opcode, field.owner().getInternalName(), field.name(), field.type());
  }

  private void storeElement(Rng r) {
    Type array = r.pick(Types.ARRAYS);
    Type element = Types.element(array);
    body.expressions.value(array, r, 2);
    body.expressions.index(r, 2);
    body.expressions.declared(element, r, EXPRESSION_DEPTH);
    code.insn(
        Types.isRef(element) ? Opcodes.AASTORE : element.getOpcode(Opcodes.IASTORE),
        3,
        Type.VOID_TYPE);
  }

  private void calls(Rng r) {
    boolean done =
        switch (r.below(4)) {
          case 0 -> body.calls.lambda(r, EXPRESSION_DEPTH);
          case 1 -> {
            if (body.features().pinning()) {
              body.calls.foreign(r, EXPRESSION_DEPTH);
            }
            yield body.features().pinning();
          }
          default -> body.calls.returning(Type.VOID_TYPE, r, EXPRESSION_DEPTH);
        };
    if (!done) {
      trace(r);
    }
  }

  /** Statements between operands and the instruction that takes them. */
  private void underOperands(Rng r, int depth) {
    int operands = r.between(1, 3);
    for (int i = 0; i < operands; i++) {
      body.expressions.value(body.plan.randomType(r), r, 2);
    }
    nested(r, depth, false);
    for (int i = 0; i < operands; i++) {
      body.traceTop();
    }
  }

  /** Straight-line code with more suspend points than a byte counts. */
  void manyPoints(Rng r, int count) {
    for (int i = 0; i < count; i++) {
      if (i % 3 == 0) {
        body.calls.suspend();
      } else {
        simple(r.fork());
      }
    }
  }

  /** A label and where it is, for the other generators. */
  Code.Target target(Label label) {
    return new Code.Target(label, code.stackCopy(), code.handlerLevel);
  }
}
