package dev.weft.agent.weave;

import java.util.concurrent.atomic.AtomicInteger;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A method that the JVM itself calls while it links or executes a call that the caller has
 * announced puts the link by at its beginning and back at its end. Without it the announcement
 * would be lost, or taken by a method that it calls.
 *
 * <pre>
 * Hooks.shelve(NUMBER);
 * ...
 * Hooks.unshelve(NUMBER);        // before each return
 * </pre>
 *
 * If it throws, so does the announced call, and the handler that is found clears the link.
 */
final class Shelving extends MethodVisitor {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final int number = nextNumber();

  Shelving(MethodVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /** Of the shelving in a method, by which both its ends know the value that was put by. */
  static int nextNumber() {
    return NEXT.incrementAndGet();
  }

  @Override
  public void visitCode() {
    super.visitCode();
    call("shelve");
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      call("unshelve");
    }
    super.visitInsn(opcode);
  }

  private void call(String hook) {
    new Boxing(mv).push(number);
    super.visitMethodInsn(Opcodes.INVOKESTATIC, Code.HOOKS, hook, "(I)V", false);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + 1, maxLocals);
  }
}
