package dev.weft.agent.detect;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Calls of {@code dev.weft.detect.Hooks} in bytecode. */
final class Calls {
  /** A stretch of code that may block. */
  static final Pair ALLOWED = new Scope("beginAllowed", "endAllowed");

  private static final String HOOKS = "dev/weft/detect/Hooks";

  private Calls() {}

  /** What stands at the beginning and at every end of a method. Uses two stack slots at most. */
  interface Pair {
    void begin(MethodVisitor code);

    void end(MethodVisitor code);
  }

  /** {@code Hooks.enter(id)} and {@code Hooks.exit(id)}. */
  record Blocking(int id) implements Pair {
    @Override
    public void begin(MethodVisitor code) {
      push(code, id);
      call(code, "enter", "(I)V");
    }

    @Override
    public void end(MethodVisitor code) {
      push(code, id);
      call(code, "exit", "(I)V");
    }
  }

  /** {@code Hooks.enterWrite(this, id)} and {@code Hooks.exit(id)}, which ends CONSOLE too. */
  record Write(int id) implements Pair {
    @Override
    public void begin(MethodVisitor code) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      push(code, id);
      call(code, "enterWrite", "(Ljava/io/FileOutputStream;I)V");
    }

    @Override
    public void end(MethodVisitor code) {
      push(code, id);
      call(code, "exit", "(I)V");
    }
  }

  /** Two methods of Hooks without arguments. */
  record Scope(String begin, String end) implements Pair {
    @Override
    public void begin(MethodVisitor code) {
      call(code, begin, "()V");
    }

    @Override
    public void end(MethodVisitor code) {
      call(code, end, "()V");
    }
  }

  /** A turn whose task is {@code this}. */
  record TurnOfThis(String begin, String end) implements Pair {
    @Override
    public void begin(MethodVisitor code) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      call(code, begin, "(Ljava/lang/Object;)V");
    }

    @Override
    public void end(MethodVisitor code) {
      call(code, end, "()V");
    }
  }

  static void call(MethodVisitor code, String name, String type) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, name, type, false);
  }

  static void push(MethodVisitor code, int value) {
    if (value <= 5) {
      code.visitInsn(Opcodes.ICONST_0 + value);
    } else {
      code.visitIntInsn(value <= Byte.MAX_VALUE ? Opcodes.BIPUSH : Opcodes.SIPUSH, value);
    }
  }
}
