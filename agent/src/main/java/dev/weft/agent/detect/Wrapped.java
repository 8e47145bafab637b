package dev.weft.agent.detect;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Wraps a method's body:
 *
 * <pre>
 *   begin();
 *   try { body } finally { end(); }
 * </pre>
 *
 * The handler covers everything and needs no local variable, so its frame has none: no frame of the
 * body must be known. Not for constructors, whose {@code this} is not whole at first.
 */
final class Wrapped extends MethodVisitor {
  private static final int SLOTS = 2;

  private final Calls.Pair pair;
  private final boolean hasFrames;
  private final Label start = new Label();

  Wrapped(MethodVisitor next, Calls.Pair pair, boolean hasFrames) {
    super(HookRewrite.ASM, next);
    this.pair = pair;
    this.hasFrames = hasFrames;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    pair.begin(mv);
    super.visitLabel(start);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      pair.end(mv);
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label handler = new Label();
    super.visitTryCatchBlock(start, handler, handler, null); // the last, so the outermost
    super.visitLabel(handler);
    if (hasFrames) {
      Object[] stack = {"java/lang/Throwable"};
      super.visitFrame(Opcodes.F_FULL, 0, null, 1, stack);
    }
    pair.end(mv);
    super.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(maxStack + SLOTS, maxLocals);
  }
}
