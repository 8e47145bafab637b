package dev.weft.agent.detect;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Wraps a method's body:
 *
 * <pre>
 *   begin();
 *   try { body } finally { end(); }
 * </pre>
 *
 * The handler covers everything and needs no local variable, so no frame of the body must be known:
 * its own has the receiver, which the weaver needs there, unless the body overwrites it or has a
 * frame without it, as the JDK's proxies do, and nothing else. Not for constructors, whose {@code
 * this} is not whole at first.
 */
final class Wrapped extends MethodVisitor {
  private static final int SLOTS = 2;

  private final Calls.Pair pair;
  private final boolean hasFrames;

  /** The receiver's type while it is in its slot. */
  private @Nullable String receiver;

  /** How many locals the last frame has; a receiver is the first. */
  private int localsInFrame;

  private final Label start = new Label();

  /**
   * @param type the method's descriptor
   * @param receiver internal name; null for a static method
   */
  Wrapped(
      MethodVisitor next,
      Calls.Pair pair,
      boolean hasFrames,
      String type,
      @Nullable String receiver) {
    super(HookRewrite.ASM, next);
    this.receiver = receiver;
    this.localsInFrame = Type.getArgumentTypes(type).length + (receiver == null ? 0 : 1);
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
  public void visitVarInsn(int opcode, int slot) {
    if (slot == 0 && opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
      receiver = null;
    }
    super.visitVarInsn(opcode, slot);
  }

  @Override
  public void visitFrame(int kind, int localCount, Object[] local, int stackCount, Object[] stack) {
    switch (kind) {
      case Opcodes.F_FULL -> {
        localsInFrame = localCount;
        if (localCount > 0 && !local[0].equals(receiver)) {
          receiver = null;
        }
      }
      case Opcodes.F_APPEND -> localsInFrame += localCount;
      case Opcodes.F_CHOP -> localsInFrame -= localCount;
      default -> {}
    }
    if (localsInFrame == 0) {
      receiver = null;
    }
    super.visitFrame(kind, localCount, local, stackCount, stack);
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
      Object[] locals = {receiver};
      Object[] stack = {"java/lang/Throwable"};
      super.visitFrame(Opcodes.F_FULL, receiver == null ? 0 : 1, locals, 1, stack);
    }
    pair.end(mv);
    super.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(maxStack + SLOTS, maxLocals);
  }
}
