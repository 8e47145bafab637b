package dev.weft.it.fuzz.gen;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Loops that end: each turn takes one from a counter and one from the program's fuel. */
final class Loops {
  private final Body body;
  private final Code code;

  Loops(Body body) {
    this.body = body;
    this.code = body.code;
  }

  void loop(Rng r, int depth) {
    loop(r, depth, () -> {});
  }

  /** A loop that carries a value on the operand stack from turn to turn. */
  void accumulate(Rng r, int depth) {
    Type type = r.pick(Types.PRIMITIVES);
    body.expressions.value(type, r, 2);
    loop(
        r,
        depth,
        () -> {
          body.expressions.value(type, r, 2);
          code.insn(type.getOpcode(Opcodes.IADD), 2, type);
        });
    body.traceTop();
  }

  private void loop(Rng r, int depth, Runnable atTheEndOfATurn) {
    if (code.hasRaw() && body.owner.version < Opcodes.V1_8) {
      body.calls
          .suspend(); // the older verifier wants no backward jump over an uninitialised object
      return;
    }
    Code.Mark mark = code.openBlock();
    code.intConstant(r.between(1, 4));
    Code.Local counter = code.declare(Type.INT_TYPE, true);
    code.store(counter);
    boolean testsFirst = r.percent(60);
    Label head = new Label();
    Label exit = new Label();
    code.mv.visitLabel(head);
    if (testsFirst) {
      test(counter, exit);
    }
    turn(r, depth, exit, atTheEndOfATurn);
    if (!testsFirst) {
      test(counter, exit);
    }
    code.jump(head);
    code.reachable = true;
    code.mv.visitLabel(exit);
    code.closeBlock(mark);
  }

  private void turn(Rng r, int depth, Label exit, Runnable atTheEnd) {
    Label next = new Label();
    List<Code.Target> outer = body.targets;
    body.targets = new ArrayList<>(outer);
    body.targets.add(body.statements.target(next));
    body.targets.add(body.statements.target(exit));
    body.statements.nested(r, depth, false);
    body.targets = outer;
    code.mv.visitLabel(next);
    atTheEnd.run();
  }

  /** Goes on if the counter, less one, is positive and there is fuel. */
  private void test(Code.Local counter, Label exit) {
    code.mv.visitIincInsn(counter.slot(), -1);
    code.load(counter);
    code.branch(Opcodes.IFLT, 1, exit);
    burn(code, exit);
  }

  /** Takes one unit of fuel, or jumps if there is none. */
  static void burn(Code code, Label empty) {
    code.field(Opcodes.GETSTATIC, Types.PROBE, "fuel", Type.INT_TYPE);
    code.intConstant(1);
    code.insn(Opcodes.ISUB, 2, Type.INT_TYPE);
    code.insn(Opcodes.DUP, 0, Type.INT_TYPE);
    code.field(Opcodes.PUTSTATIC, Types.PROBE, "fuel", Type.INT_TYPE);
    code.branch(Opcodes.IFLT, 1, empty);
  }
}
