package dev.weft.it.fuzz.gen;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Values pushed, rearranged by the JVM's stack instructions, traced one by one. */
final class Shuffles {
  /** Opcode, words of the top group, words of the group that it is copied below. */
  private static final int[][] COPIES = {
    {Opcodes.DUP, 1, 0}, {Opcodes.DUP_X1, 1, 1}, {Opcodes.DUP_X2, 1, 2},
    {Opcodes.DUP2, 2, 0}, {Opcodes.DUP2_X1, 2, 1}, {Opcodes.DUP2_X2, 2, 2},
  };

  private final Body body;
  private final Code code;

  Shuffles(Body body) {
    this.body = body;
    this.code = body.code;
  }

  void value(Type type, Rng r, int depth) {
    int base = code.stack.size();
    body.expressions.value(type, r, depth - 1);
    for (int i = r.between(1, 3); i > 0; i--) {
      body.expressions.value(body.plan.randomType(r), r, depth - 2);
    }
    for (int i = r.between(1, 4); i > 0; i--) {
      rearrange(base, r);
      if (r.percent(30)) {
        body.calls.suspend();
      }
    }
    drain(base, type, r, depth);
  }

  private void rearrange(int base, Rng r) {
    int choice = r.below(COPIES.length + 2);
    if (choice < COPIES.length) {
      copy(COPIES[choice], base);
    } else if (choice == COPIES.length) {
      swap(base);
    } else {
      pop2(base);
    }
  }

  private void copy(int[] form, int base) {
    List<Type> saved = code.stackCopy();
    List<Type> top = take(form[1], base);
    List<Type> under = top == null ? null : take(form[2], base);
    if (under == null) {
      code.setStack(saved);
      return;
    }
    code.stack.addAll(top);
    code.stack.addAll(under);
    code.stack.addAll(top);
    code.mv.visitInsn(form[0]);
  }

  private void swap(int base) {
    List<Type> saved = code.stackCopy();
    List<Type> top = take(1, base);
    List<Type> under = top == null ? null : take(1, base);
    if (under == null) {
      code.setStack(saved);
      return;
    }
    code.stack.addAll(top);
    code.stack.addAll(under);
    code.mv.visitInsn(Opcodes.SWAP);
  }

  private void pop2(int base) {
    List<Type> saved = code.stackCopy();
    if (take(2, base) == null) {
      code.setStack(saved);
    } else {
      code.mv.visitInsn(Opcodes.POP2);
    }
  }

  /**
   * Removes exactly so many words from the model's top, or gives null where that would cut a value
   * or pass the base.
   */
  private List<Type> take(int words, int base) {
    List<Type> taken = new ArrayList<>();
    int left = words;
    while (left > 0) {
      if (code.stack.size() <= base || code.top().getSize() > left) {
        return null;
      }
      left -= code.top().getSize();
      taken.add(0, code.top());
      code.pop(1);
    }
    return taken;
  }

  /** Leaves one value of that type above the base. */
  private void drain(int base, Type type, Rng r, int depth) {
    boolean keeps = code.stack.size() > base && Types.isAssignable(code.stack.get(base), type);
    while (code.stack.size() > base + (keeps ? 1 : 0)) {
      if (r.percent(85)) {
        body.traceTop();
      } else {
        code.discard();
      }
    }
    if (!keeps) {
      body.expressions.value(type, r, depth - 2);
    }
  }
}
