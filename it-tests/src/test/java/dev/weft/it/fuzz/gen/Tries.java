package dev.weft.it.fuzz.gen;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Code with a protected range: try with catch and finally, monitors; and subroutines, which older
 * finally clauses used.
 */
final class Tries {
  private static final List<String> CAUGHT =
      List.of(
          Types.FAILURE,
          Types.FAILURE,
          "java/lang/RuntimeException",
          "java/lang/ArithmeticException",
          "java/lang/Throwable",
          "java/lang/Exception",
          Types.CHECKED,
          Types.ERROR);

  private final Body body;
  private final Code code;
  private final Exits exits;

  Tries(Body body) {
    this.body = body;
    this.code = body.code;
    this.exits = new Exits(body);
  }

  /** A try whose handlers rebuild the operands that the exception threw away, or leave. */
  void tryCatch(Rng r, int depth) {
    Label start = new Label();
    Label end = new Label();
    Label after = new Label();
    List<Type> below = code.stackCopy();
    int level = code.handlerLevel;
    code.mv.visitLabel(start);
    protectedBody(r, depth);
    code.mv.visitLabel(end);
    code.jump(after);
    List<Label> typed = new ArrayList<>();
    for (int i = r.below(3); i > 0; i--) {
      typed.add(handler(start, end, r.pick(CAUGHT), r, depth, after, below, level));
    }
    if (typed.isEmpty() || r.percent(30)) {
      Label covered = new Label();
      code.mv.visitLabel(covered);
      handler(start, typed.isEmpty() ? end : covered, null, r, depth, after, below, level);
    }
    code.land(after, below, level);
  }

  private void protectedBody(Rng r, int depth) {
    code.protectedLevel++;
    if (r.percent(15)) {
      code.mv.visitInsn(Opcodes.NOP);
      body.calls.suspend();
    } else {
      code.mv.visitInsn(Opcodes.NOP);
      body.statements.nested(r, depth, false);
    }
    code.protectedLevel--;
  }

  private Label handler(
      Label start,
      Label end,
      String caught,
      Rng r,
      int depth,
      Label after,
      List<Type> below,
      int level) {
    Label handler = new Label();
    code.mv.visitTryCatchBlock(start, end, handler, caught);
    code.land(
        handler, List.of(caught == null ? Types.THROWABLE : Type.getObjectType(caught)), level + 1);
    Code.Mark mark = code.openBlock();
    receive(caught, r);
    code.protectedLevel++; // a further handler may cover this one
    body.statements.nested(r, depth, true);
    code.protectedLevel--;
    if (code.reachable) {
      if (below.contains(Types.RAW) || r.percent(15)) {
        exits.leave(r, 2);
      } else {
        exits.adjustStack(below, level);
        code.jump(after);
      }
    }
    code.closeBlock(mark);
    return handler;
  }

  /**
   * Keeps the exception in a local, traces it, or lets it lie on the stack under the handler's
   * statements.
   */
  private void receive(String caught, Rng r) {
    code.pop(1);
    code.push(Types.THROWABLE);
    if (r.percent(50)) {
      Code.Local exception = code.declare(Types.THROWABLE, true);
      code.store(exception);
      code.load(exception);
    }
    if (r.percent(70)) {
      body.traceTop();
    } else {
      body.calls.suspend();
    }
  }

  // ---- monitors and subroutines

  void monitorOrSubroutine(Rng r, int depth) {
    if (body.owner.version < Opcodes.V1_6
        && body.subroutines < 2
        && !code.hasRaw()
        && r.percent(50)) {
      body.subroutines++;
      closed(() -> subroutine(r, depth));
      body.subroutines--;
    } else if (body.features().pinning()) {
      closed(() -> monitor(r, depth));
    } else {
      tryCatch(r, depth);
    }
  }

  /** Statements that neither return nor jump out. */
  private void closed(Runnable statements) {
    List<Code.Target> targets = body.targets;
    boolean mayReturn = body.mayReturn;
    body.targets = new ArrayList<>();
    body.mayReturn = false;
    statements.run();
    body.targets = targets;
    body.mayReturn = mayReturn;
  }

  private void monitor(Rng r, int depth) {
    Code.Mark mark = code.openBlock();
    body.expressions.value(Types.HELPER, r, 2);
    Code.Local lock = code.declare(Types.HELPER, true);
    code.insn(Opcodes.DUP, 0, Types.HELPER);
    code.store(lock);
    code.insn(Opcodes.MONITORENTER, 1, Type.VOID_TYPE);
    List<Type> below = code.stackCopy();
    int level = code.handlerLevel;
    code.protectedLevel++;
    Label[] l = {new Label(), new Label(), new Label(), new Label(), new Label()};
    code.mv.visitLabel(l[0]);
    body.statements.nested(r, depth, false);
    code.protectedLevel--;
    exit(lock);
    code.mv.visitLabel(l[1]);
    code.jump(l[4]);
    code.mv.visitTryCatchBlock(l[0], l[1], l[2], null);
    code.mv.visitTryCatchBlock(l[2], l[3], l[2], null);
    code.land(l[2], List.of(Types.THROWABLE), level + 1);
    exit(lock);
    code.mv.visitLabel(l[3]);
    code.end(Opcodes.ATHROW);
    code.land(l[4], below, level);
    code.closeBlock(mark);
  }

  private void exit(Code.Local lock) {
    code.load(lock);
    code.insn(Opcodes.MONITOREXIT, 1, Type.VOID_TYPE);
  }

  private void subroutine(Rng r, int depth) {
    Label entry = new Label();
    Label after = new Label();
    List<Type> below = code.stackCopy();
    int level = code.handlerLevel;
    code.mv.visitJumpInsn(Opcodes.JSR, entry);
    body.statements.nested(r, depth, false);
    code.mv.visitJumpInsn(Opcodes.JSR, entry);
    code.jump(after);
    code.land(entry, below, level);
    int returnAddress = code.reserve(1);
    code.mv.visitVarInsn(Opcodes.ASTORE, returnAddress);
    body.statements.nested(r, depth, false);
    code.mv.visitVarInsn(Opcodes.RET, returnAddress);
    code.land(after, below, level);
  }
}
