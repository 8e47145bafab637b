package dev.weft.it.shapes;

import static dev.weft.it.shapes.OddClass.log;
import static dev.weft.it.shapes.OddClass.suspend;
import static dev.weft.it.shapes.OddClass.suspendConstant;
import static dev.weft.it.shapes.OddClass.suspendInt;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Operand stacks and locals as no compiler leaves them at a call. */
final class OddStacks implements Opcodes {
  private OddStacks() {}

  static List<Odd> all() {
    return List.of(
        any("UninitialisedInLocal", OddStacks::uninitialisedInLocal),
        any("UninitialisedInterleaved", OddStacks::uninitialisedInterleaved),
        any("UninitialisedUnderX1", OddStacks::uninitialisedUnderX1),
        any("UninitialisedDropped", OddStacks::uninitialisedDropped),
        any("Duplications", OddStacks::duplications),
        any("WideDuplications", OddStacks::wideDuplications),
        any("Pops", OddStacks::pops),
        any("ConstantsUnderCall", OddStacks::constantsUnderCall),
        any("NullUnderCall", OddStacks::nullUnderCall),
        any("StackOverBranches", OddStacks::stackOverBranches),
        any("StackInLoop", OddStacks::stackInLoop),
        any("WideLocals", OddStacks::wideLocals),
        any("OverlappingSlots", OddStacks::overlappingSlots),
        any("ManyArguments", c -> manyArguments(c, 123)),
        new Odd("TooManyArguments", V1_1, V17, true, c -> manyArguments(c, 126)));
  }

  private static Odd any(String name, Odd.Maker maker) {
    return new Odd(name, V1_1, V17, false, maker);
  }

  /** {@code new} is copied to a local, which is used after the constructor. */
  private static void uninitialisedInLocal(OddClass c) {
    c.withField();
    MethodVisitor m = c.run();
    m.visitTypeInsn(NEW, c.name);
    m.visitInsn(DUP);
    m.visitVarInsn(ASTORE, 5);
    suspendInt(m, 1, 41);
    m.visitMethodInsn(INVOKESPECIAL, c.name, "<init>", "(I)V", false);
    suspend(m, 1);
    m.visitVarInsn(ALOAD, 5);
    m.visitFieldInsn(GETFIELD, c.name, "n", "I");
    log(m, 1, "I");
    c.endRun(m);
  }

  /** Two objects under construction at once, with values between their copies. */
  private static void uninitialisedInterleaved(OddClass c) {
    c.withField();
    MethodVisitor m = c.run();
    m.visitTypeInsn(NEW, c.name);
    suspendConstant(m, 1, 1L << 40);
    m.visitVarInsn(LSTORE, 2);
    m.visitInsn(DUP);
    m.visitTypeInsn(NEW, c.name);
    m.visitInsn(DUP);
    m.visitVarInsn(ASTORE, 4);
    m.visitInsn(DUP);
    suspendInt(m, 1, 2);
    m.visitMethodInsn(INVOKESPECIAL, c.name, "<init>", "(I)V", false);
    m.visitFieldInsn(GETFIELD, c.name, "n", "I");
    suspendInt(m, 1, 30);
    m.visitInsn(IADD);
    m.visitMethodInsn(INVOKESPECIAL, c.name, "<init>", "(I)V", false);
    m.visitFieldInsn(GETFIELD, c.name, "n", "I");
    log(m, 1, "I");
    m.visitVarInsn(ALOAD, 4);
    m.visitFieldInsn(GETFIELD, c.name, "n", "I");
    log(m, 1, "I");
    m.visitVarInsn(LLOAD, 2);
    log(m, 1, "J");
    c.endRun(m);
  }

  private static void uninitialisedUnderX1(OddClass c) {
    c.withField();
    MethodVisitor m = c.run();
    suspendInt(m, 1, 7);
    m.visitTypeInsn(NEW, c.name);
    m.visitInsn(DUP_X1);
    m.visitInsn(SWAP);
    suspendInt(m, 1, 8);
    m.visitInsn(IADD);
    m.visitMethodInsn(INVOKESPECIAL, c.name, "<init>", "(I)V", false);
    suspend(m, 1);
    m.visitFieldInsn(GETFIELD, c.name, "n", "I");
    log(m, 1, "I");
    c.endRun(m);
  }

  /**
   * An object that is never constructed, dropped after a suspension; and another after an
   * exception.
   */
  private static void uninitialisedDropped(OddClass c) {
    c.withField();
    MethodVisitor m = c.run();
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(start, end, handler, "java/lang/ArithmeticException");
    m.visitTypeInsn(NEW, c.name);
    suspend(m, 1);
    m.visitInsn(POP);
    m.visitLabel(start);
    m.visitTypeInsn(NEW, c.name);
    m.visitInsn(DUP);
    suspendInt(m, 1, 5);
    suspendInt(m, 1, 0);
    m.visitInsn(IDIV);
    m.visitMethodInsn(INVOKESPECIAL, c.name, "<init>", "(I)V", false);
    m.visitLabel(end);
    m.visitInsn(ARETURN);
    m.visitLabel(handler);
    suspend(m, 1);
    log(m, 1, "Ljava/lang/ArithmeticException;");
    c.endRun(m);
  }

  private static void duplications(OddClass c) {
    MethodVisitor m = c.run();
    suspendInt(m, 1, 1);
    suspendInt(m, 1, 2);
    m.visitInsn(DUP_X1); // 2 1 2
    suspend(m, 1);
    suspendInt(m, 1, 3);
    m.visitInsn(DUP_X2); // 2 3 1 2 3
    suspend(m, 1);
    m.visitInsn(SWAP); // 2 3 1 3 2
    suspend(m, 1);
    m.visitInsn(DUP2_X1); // 2 3 3 2 1 3 2
    suspend(m, 1);
    m.visitInsn(DUP2_X2); // 2 3 3 3 2 2 1 3 2
    suspend(m, 1);
    m.visitInsn(DUP2);
    suspend(m, 1);
    for (int i = 0; i < 11; i++) {
      log(m, 1, "I");
      suspend(m, 1);
    }
    c.endRun(m);
  }

  private static void wideDuplications(OddClass c) {
    MethodVisitor m = c.run();
    suspendInt(m, 1, 1);
    suspendConstant(m, 1, 2L);
    m.visitInsn(DUP2_X1); // 2L 1 2L
    suspend(m, 1);
    suspendConstant(m, 1, 3.5);
    m.visitInsn(DUP2_X2); // 2L 1 3.5 2L 3.5
    suspend(m, 1);
    suspendInt(m, 1, 4);
    m.visitInsn(DUP_X2); // 2L 1 3.5 2L 4 3.5 4
    suspend(m, 1);
    log(m, 1, "I");
    suspend(m, 1);
    m.visitInsn(DUP2);
    log(m, 1, "D");
    log(m, 1, "D");
    suspend(m, 1);
    log(m, 1, "I");
    log(m, 1, "J");
    suspend(m, 1);
    log(m, 1, "D");
    log(m, 1, "I");
    suspend(m, 1);
    log(m, 1, "J");
    c.endRun(m);
  }

  private static void pops(OddClass c) {
    MethodVisitor m = c.run();
    suspendInt(m, 1, 9);
    suspendConstant(m, 1, 1L);
    m.visitInsn(POP2);
    suspendInt(m, 1, 1);
    suspendInt(m, 1, 2);
    m.visitInsn(POP2);
    suspendConstant(m, 1, 1.5f);
    suspendInt(m, 1, 3);
    suspend(m, 1);
    m.visitInsn(POP);
    m.visitInsn(POP);
    log(m, 1, "I");
    c.endRun(m);
  }

  private static void constantsUnderCall(OddClass c) {
    MethodVisitor m = c.run();
    m.visitLdcInsn(-0.0);
    m.visitLdcInsn(Double.longBitsToDouble(0xfff8000000000abcL));
    m.visitLdcInsn(-0.0f);
    m.visitInsn(FCONST_2);
    m.visitInsn(LCONST_1);
    m.visitInsn(ICONST_M1);
    m.visitInsn(DCONST_0);
    m.visitInsn(DNEG);
    suspend(m, 1);
    log(m, 1, "D");
    log(m, 1, "I");
    log(m, 1, "J");
    log(m, 1, "F");
    suspend(m, 1);
    log(m, 1, "F");
    m.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", false);
    log(m, 1, "J");
    m.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", false);
    log(m, 1, "J");
    c.endRun(m);
  }

  /** A null without a type is passed as several types after the call. */
  private static void nullUnderCall(OddClass c) {
    MethodVisitor m = c.run();
    m.visitInsn(ACONST_NULL);
    m.visitInsn(DUP);
    m.visitVarInsn(ASTORE, 3);
    m.visitInsn(ACONST_NULL);
    suspend(m, 1);
    m.visitMethodInsn(INVOKESTATIC, c.name, "take", "(Ljava/lang/String;[I)I", false);
    log(m, 1, "I");
    suspend(m, 1);
    m.visitVarInsn(ALOAD, 3);
    m.visitVarInsn(ALOAD, 3);
    m.visitMethodInsn(INVOKESTATIC, c.name, "take", "(Ljava/lang/String;[I)I", false);
    log(m, 1, "I");
    c.endRun(m);
    MethodVisitor take = c.method(ACC_STATIC, "take", "(Ljava/lang/String;[I)I");
    Label some = new Label();
    take.visitVarInsn(ALOAD, 0);
    take.visitJumpInsn(IFNONNULL, some);
    take.visitInsn(ICONST_1);
    take.visitInsn(IRETURN);
    take.visitLabel(some);
    take.visitInsn(ICONST_2);
    take.visitInsn(IRETURN);
    c.end(take);
  }

  /** Values stay on the stack across branches and their joins. */
  private static void stackOverBranches(OddClass c) {
    MethodVisitor m = c.run();
    Label other = new Label();
    Label join = new Label();
    m.visitLdcInsn("under");
    suspendConstant(m, 1, 5L);
    suspendInt(m, 1, 1);
    m.visitJumpInsn(IFEQ, other);
    suspendConstant(m, 1, 6L);
    m.visitInsn(LADD);
    suspendInt(m, 1, 2);
    m.visitJumpInsn(GOTO, join);
    m.visitLabel(other);
    suspend(m, 1);
    m.visitInsn(ICONST_0);
    m.visitLabel(join);
    suspend(m, 1);
    log(m, 1, "I");
    suspend(m, 1);
    log(m, 1, "J");
    suspend(m, 1);
    log(m, 1, "Ljava/lang/String;");
    c.endRun(m);
  }

  /** The loop's sum and its text live on the stack at the loop's head. */
  private static void stackInLoop(OddClass c) {
    MethodVisitor m = c.run();
    Label head = new Label();
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 2);
    m.visitLdcInsn("text");
    m.visitInsn(LCONST_0);
    m.visitLabel(head);
    suspendConstant(m, 1, 3L);
    m.visitInsn(LADD);
    m.visitInsn(DUP2);
    log(m, 1, "J");
    m.visitIincInsn(2, 1);
    m.visitVarInsn(ALOAD, 1);
    m.visitVarInsn(ILOAD, 2);
    m.visitMethodInsn(INVOKEVIRTUAL, OddClass.PROBE, "suspend", "(I)I", false);
    m.visitInsn(ICONST_4);
    m.visitJumpInsn(IF_ICMPLT, head);
    log(m, 1, "J");
    log(m, 1, "Ljava/lang/String;");
    c.endRun(m);
  }

  private static void wideLocals(OddClass c) {
    MethodVisitor m = c.run();
    m.visitLdcInsn(5L);
    m.visitVarInsn(LSTORE, 300);
    suspendInt(m, 1, 6);
    m.visitVarInsn(ISTORE, 1000);
    suspend(m, 1);
    m.visitIincInsn(1000, 3000);
    m.visitLdcInsn("far");
    m.visitVarInsn(ASTORE, 65000);
    suspend(m, 1);
    m.visitVarInsn(LLOAD, 300);
    log(m, 1, "J");
    m.visitVarInsn(ILOAD, 1000);
    log(m, 1, "I");
    m.visitVarInsn(ALOAD, 65000);
    log(m, 1, "Ljava/lang/String;");
    c.endRun(m);
  }

  /** A long's second slot, then its first, is taken by something else. */
  private static void overlappingSlots(OddClass c) {
    MethodVisitor m = c.run();
    suspendConstant(m, 1, 7L);
    m.visitVarInsn(LSTORE, 3);
    suspend(m, 1);
    m.visitVarInsn(LLOAD, 3);
    log(m, 1, "J");
    suspendInt(m, 1, 8);
    m.visitVarInsn(ISTORE, 4);
    suspend(m, 1);
    m.visitLdcInsn("three");
    m.visitVarInsn(ASTORE, 3);
    suspend(m, 1);
    m.visitVarInsn(ILOAD, 4);
    log(m, 1, "I");
    suspendConstant(m, 1, 2.5);
    m.visitVarInsn(DSTORE, 2);
    suspend(m, 1);
    m.visitVarInsn(DLOAD, 2);
    log(m, 1, "D");
    m.visitVarInsn(ILOAD, 4);
    log(m, 1, "I");
    c.endRun(m);
  }

  /** Parameters of many slots, on the stack beside a receiver, and kept over a suspension. */
  private static void manyArguments(OddClass c, int longs) {
    String descriptor = "(" + "J".repeat(longs) + OddClass.PROBE_DESC + ")J";
    MethodVisitor m = c.run();
    m.visitVarInsn(ALOAD, 0);
    for (int i = 0; i < longs; i++) {
      if (i % 40 == 3) {
        suspendConstant(m, 1, (long) i);
      } else {
        m.visitLdcInsn((long) i * i);
      }
    }
    m.visitVarInsn(ALOAD, 1);
    m.visitMethodInsn(INVOKEVIRTUAL, c.name, "sum", descriptor, false);
    log(m, 1, "J");
    c.endRun(m);
    MethodVisitor sum = c.method(ACC_PUBLIC, "sum", descriptor);
    suspend(sum, 1 + 2 * longs);
    sum.visitInsn(LCONST_0);
    for (int i = 0; i < longs; i++) {
      sum.visitLdcInsn(31L);
      sum.visitInsn(LMUL);
      sum.visitVarInsn(LLOAD, 1 + 2 * i);
      sum.visitInsn(LADD);
      if (i % 50 == 7) {
        suspend(sum, 1 + 2 * longs);
      }
    }
    sum.visitInsn(LRETURN);
    c.end(sum);
  }
}
