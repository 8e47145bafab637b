package dev.weft.it.fuzz.gen;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Ways out: return, throw, break and continue, out of handlers and from under operands too. */
final class Exits {
  private final Body body;
  private final Code code;

  Exits(Body body) {
    this.body = body;
    this.code = body.code;
  }

  /** Leaves if some condition holds. */
  void maybeLeave(Rng r, int depth) {
    Label stays = new Label();
    List<Type> below = code.stackCopy();
    int level = code.handlerLevel;
    body.expressions.condition(stays, r, depth);
    leave(r, depth);
    code.land(stays, below, level);
  }

  /** Leaves; the code after it is not reached. */
  void leave(Rng r, int depth) {
    int choice = r.below(10);
    if (choice < 4 && jump(r)) {
      return;
    }
    if (choice < 7 && body.mayReturn) {
      returnValue(r, depth);
    } else {
      throwSomething(r, depth);
    }
  }

  private boolean jump(Rng r) {
    List<Code.Target> open = body.targets.stream().filter(this::isOpen).toList();
    if (open.isEmpty()) {
      return false;
    }
    Code.Target target = r.pick(open);
    adjustStack(target.stack(), target.handlerLevel());
    code.jump(target.label());
    return true;
  }

  private boolean isOpen(Code.Target target) {
    return target.handlerLevel() == code.handlerLevel || !target.stack().contains(Types.RAW);
  }

  /** Pops what the target has not, or, in a handler, where it was lost, makes it up. */
  void adjustStack(List<Type> wanted, int level) {
    int kept = level == code.handlerLevel ? wanted.size() : 0;
    while (code.stack.size() > kept) {
      code.discard();
    }
    for (int i = kept; i < wanted.size(); i++) {
      body.objects.simple(wanted.get(i));
    }
  }

  private void returnValue(Rng r, int depth) {
    Type ret = body.method.ret();
    if (ret.getSort() != Type.VOID) {
      body.expressions.value(Types.onStack(ret), r, depth);
    }
    body.returnTop();
  }

  private void throwSomething(Rng r, int depth) {
    List<Code.Local> caught =
        code.locals.stream().filter(l -> l.type().equals(Types.THROWABLE)).toList();
    if (!caught.isEmpty() && r.percent(40)) {
      code.load(r.pick(caught));
    } else if (r.percent(25)) {
      code.intConstant(r.below(6));
      code.invokeStatic(Types.PROBE, "fail", "(I)Ljava/lang/RuntimeException;");
    } else {
      createFailure(r.pickOf(Types.FAILURE, Types.FAILURE, Types.CHECKED, Types.ERROR), r, depth);
    }
    code.end(Opcodes.ATHROW);
  }

  private void createFailure(String name, Rng r, int depth) {
    Type type = Type.getObjectType(name);
    code.typeInsn(Opcodes.NEW, type, 0, Types.RAW);
    code.insn(Opcodes.DUP, 0, Types.RAW);
    body.expressions.value(Type.INT_TYPE, r, depth - 1);
    code.invoke(Opcodes.INVOKESPECIAL, name, "<init>", "(I)V", false);
    code.pop(1);
    code.push(type);
  }
}
