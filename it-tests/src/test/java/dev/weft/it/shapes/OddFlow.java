package dev.weft.it.shapes;

import static dev.weft.it.shapes.OddClass.OBJECT;
import static dev.weft.it.shapes.OddClass.log;
import static dev.weft.it.shapes.OddClass.suspend;
import static dev.weft.it.shapes.OddClass.suspendConstant;
import static dev.weft.it.shapes.OddClass.suspendInt;

import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Exception tables, subroutines, dead code and calls as no compiler writes them. */
final class OddFlow implements Opcodes {
  private OddFlow() {}

  static List<Odd> all() {
    return List.of(
        any("RangeOfNewAlone", OddFlow::rangeOfNewAlone),
        any("RangeOfCallAlone", OddFlow::rangeOfCallAlone),
        any("HandlerCoversItself", OddFlow::handlerCoversItself),
        any("HandlerInsideItsRange", OddFlow::handlerInsideItsRange),
        any("OverlappingRanges", OddFlow::overlappingRanges),
        any("HandlerOrder", OddFlow::handlerOrder),
        any("Unreachable", OddFlow::unreachable),
        any("SpecialCalls", OddFlow::specialCalls),
        any("ParameterReused", OddFlow::parameterReused),
        any("SmallResults", OddFlow::smallResults),
        any("SwitchesOnStack", OddFlow::switchesOnStack),
        any("FourHundredPoints", OddFlow::fourHundredPoints),
        new Odd("Subroutine", V1_1, V1_5, false, OddFlow::subroutine),
        new Odd("NestedSubroutines", V1_1, V1_5, false, OddFlow::nestedSubroutines),
        new Odd("SubroutineAsFinally", V1_1, V1_5, false, OddFlow::subroutineAsFinally),
        new Odd("DynamicConstants", V11, V17, false, OddFlow::dynamicConstants),
        new Odd("ReceiverOverwritten", V1_1, V17, false, OddFlow::receiverOverwritten),
        new Odd("TooLargeWhenWoven", V1_1, V17, true, OddFlow::tooLargeWhenWoven));
  }

  private static Odd any(String name, Odd.Maker maker) {
    return new Odd(name, V1_1, V17, false, maker);
  }

  /** A weaver that moves the new instruction leaves this range empty, which is not allowed. */
  private static void rangeOfNewAlone(OddClass c) {
    c.withField();
    MethodVisitor m = c.run();
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(start, end, handler, null);
    m.visitLabel(start);
    m.visitTypeInsn(NEW, c.name);
    m.visitInsn(DUP);
    m.visitLabel(end);
    suspendInt(m, 1, 3);
    m.visitMethodInsn(INVOKESPECIAL, c.name, "<init>", "(I)V", false);
    m.visitFieldInsn(GETFIELD, c.name, "n", "I");
    log(m, 1, "I");
    c.endRun(m, handler);
  }

  private static void rangeOfCallAlone(OddClass c) {
    MethodVisitor m = c.run();
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(start, end, handler, "java/lang/IllegalStateException");
    m.visitLdcInsn("under");
    m.visitVarInsn(ALOAD, 1);
    m.visitLabel(start);
    m.visitMethodInsn(INVOKESTATIC, c.name, "fail", "(" + OddClass.PROBE_DESC + ")V", false);
    m.visitLabel(end);
    c.endRun(m, handler);
    failing(c);
  }

  /** Adds a static method {@code fail} that suspends and throws an IllegalStateException. */
  private static void failing(OddClass c) {
    MethodVisitor fail = c.method(ACC_STATIC, "fail", "(" + OddClass.PROBE_DESC + ")V");
    suspend(fail, 0);
    fail.visitTypeInsn(NEW, "java/lang/IllegalStateException");
    fail.visitInsn(DUP);
    fail.visitMethodInsn(INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
    fail.visitInsn(ATHROW);
    c.end(fail);
  }

  private static void callFail(OddClass c, MethodVisitor m) {
    m.visitVarInsn(ALOAD, 1);
    m.visitMethodInsn(INVOKESTATIC, c.name, "fail", "(" + OddClass.PROBE_DESC + ")V", false);
  }

  /** The handler is in its own range: it throws twice, and is its own handler. */
  private static void handlerCoversItself(OddClass c) {
    MethodVisitor m = c.run();
    Label start = new Label();
    Label end = new Label();
    Label done = new Label();
    m.visitTryCatchBlock(start, end, start, null);
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 2);
    m.visitInsn(ACONST_NULL);
    m.visitTypeInsn(CHECKCAST, "java/lang/Throwable");
    m.visitLabel(start);
    m.visitInsn(POP);
    m.visitIincInsn(2, 1);
    suspend(m, 1);
    m.visitVarInsn(ILOAD, 2);
    m.visitInsn(ICONST_3);
    m.visitJumpInsn(IF_ICMPGT, done);
    callFail(c, m);
    m.visitLabel(end);
    m.visitLabel(done);
    m.visitVarInsn(ILOAD, 2);
    log(m, 1, "I");
    c.endRun(m);
    failing(c);
  }

  /** The handler stands in the middle of the range that it handles. */
  private static void handlerInsideItsRange(OddClass c) {
    MethodVisitor m = c.run();
    Label start = new Label();
    Label handler = new Label();
    Label end = new Label();
    Label after = new Label();
    m.visitTryCatchBlock(start, end, handler, "java/lang/RuntimeException");
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 2);
    m.visitLabel(start);
    callFail(c, m);
    m.visitJumpInsn(GOTO, after);
    m.visitLabel(handler);
    m.visitInsn(POP);
    suspend(m, 1);
    m.visitIincInsn(2, 1);
    m.visitVarInsn(ILOAD, 2);
    m.visitInsn(ICONST_2);
    m.visitJumpInsn(IF_ICMPGE, after);
    callFail(c, m);
    m.visitLabel(end);
    m.visitLabel(after);
    m.visitVarInsn(ILOAD, 2);
    log(m, 1, "I");
    c.endRun(m);
    failing(c);
  }

  /** Ranges that overlap without nesting, and one listed twice. */
  private static void overlappingRanges(OddClass c) {
    MethodVisitor m = c.run();
    Label[] at = {new Label(), new Label(), new Label(), new Label()};
    Label first = new Label();
    Label second = new Label();
    Label join = new Label();
    m.visitTryCatchBlock(at[0], at[2], first, "java/lang/IllegalStateException");
    m.visitTryCatchBlock(at[0], at[2], second, "java/lang/IllegalStateException");
    m.visitTryCatchBlock(at[1], at[3], second, "java/lang/Exception");
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 2);
    m.visitLabel(at[0]);
    suspend(m, 1);
    m.visitIincInsn(2, 1);
    m.visitLabel(at[1]);
    callFail(c, m);
    m.visitLabel(at[2]);
    suspend(m, 1);
    callFail(c, m);
    m.visitLabel(at[3]);
    m.visitJumpInsn(GOTO, join);
    m.visitLabel(first);
    m.visitInsn(POP);
    m.visitIincInsn(2, 10);
    suspend(m, 1);
    m.visitJumpInsn(GOTO, at[2]);
    m.visitLabel(second);
    m.visitInsn(POP);
    m.visitIincInsn(2, 100);
    suspend(m, 1);
    m.visitLabel(join);
    m.visitVarInsn(ILOAD, 2);
    log(m, 1, "I");
    c.endRun(m);
    failing(c);
  }

  /** The wider class is listed first, so the narrower handler is never reached. */
  private static void handlerOrder(OddClass c) {
    MethodVisitor m = c.run();
    Label start = new Label();
    Label end = new Label();
    Label wide = new Label();
    Label narrow = new Label();
    m.visitTryCatchBlock(start, end, wide, "java/lang/Exception");
    m.visitTryCatchBlock(start, end, narrow, "java/lang/IllegalStateException");
    m.visitLabel(start);
    suspend(m, 1);
    callFail(c, m);
    m.visitLabel(end);
    m.visitInsn(ACONST_NULL);
    m.visitLabel(narrow);
    m.visitInsn(ARETURN);
    m.visitLabel(wide);
    suspend(m, 1);
    log(m, 1, "Ljava/lang/Exception;");
    c.endRun(m);
    failing(c);
  }

  /** Code after a goto, reached from nowhere, with a suspend point and a handler of its own. */
  private static void unreachable(OddClass c) {
    MethodVisitor m = c.run();
    Label dead = new Label();
    Label deadEnd = new Label();
    Label live = new Label();
    Label handler = new Label();
    m.visitTryCatchBlock(dead, deadEnd, handler, "java/lang/RuntimeException");
    suspend(m, 1);
    m.visitJumpInsn(GOTO, live);
    m.visitLabel(dead);
    suspendInt(m, 1, 1);
    log(m, 1, "I");
    m.visitJumpInsn(GOTO, dead);
    m.visitLabel(deadEnd);
    m.visitLabel(handler);
    m.visitInsn(ATHROW);
    m.visitLabel(live);
    suspendInt(m, 1, 2);
    log(m, 1, "I");
    c.endRun(m);
  }

  /** invokespecial of an own public method and of the superclass's. */
  private static void specialCalls(OddClass c) {
    MethodVisitor m = c.run();
    m.visitVarInsn(ALOAD, 0);
    m.visitVarInsn(ALOAD, 1);
    m.visitMethodInsn(INVOKESPECIAL, c.name, "own", "(" + OddClass.PROBE_DESC + ")I", false);
    log(m, 1, "I");
    m.visitVarInsn(ALOAD, 0);
    m.visitMethodInsn(INVOKESPECIAL, OBJECT, "hashCode", "()I", false);
    m.visitVarInsn(ALOAD, 0);
    m.visitMethodInsn(INVOKEVIRTUAL, OBJECT, "hashCode", "()I", false);
    suspend(m, 1);
    m.visitInsn(ISUB);
    log(m, 1, "I");
    c.endRun(m);
    MethodVisitor own = c.method(ACC_PUBLIC, "own", "(" + OddClass.PROBE_DESC + ")I");
    suspendInt(own, 1, 6);
    own.visitInsn(IRETURN);
    c.end(own);
  }

  /** Parameters whose slots are given to other types before the call that saves them. */
  private static void parameterReused(OddClass c) {
    String descriptor = "(IJ" + OddClass.PROBE_DESC + ")J";
    MethodVisitor m = c.run();
    m.visitInsn(ICONST_5);
    m.visitLdcInsn(6L);
    m.visitVarInsn(ALOAD, 1);
    m.visitMethodInsn(INVOKESTATIC, c.name, "reuse", descriptor, false);
    log(m, 1, "J");
    c.endRun(m);
    MethodVisitor reuse = c.method(ACC_STATIC, "reuse", descriptor);
    reuse.visitVarInsn(ILOAD, 0);
    reuse.visitInsn(I2L);
    reuse.visitVarInsn(LLOAD, 1);
    reuse.visitInsn(LADD);
    reuse.visitVarInsn(LSTORE, 0);
    suspend(reuse, 3);
    reuse.visitLdcInsn("two");
    reuse.visitVarInsn(ASTORE, 2);
    suspend(reuse, 3);
    reuse.visitVarInsn(ALOAD, 2);
    log(reuse, 3, "Ljava/lang/String;");
    reuse.visitVarInsn(LLOAD, 0);
    reuse.visitInsn(LRETURN);
    c.end(reuse);
  }

  /**
   * Results narrower than int: whether as an int or truncated, they are what the plain call gives.
   */
  private static void smallResults(OddClass c) {
    MethodVisitor m = c.run();
    for (String type : new String[] {"B", "S", "C", "Z"}) {
      String descriptor = "(" + OddClass.PROBE_DESC + ")" + type;
      m.visitVarInsn(ALOAD, 1);
      m.visitMethodInsn(INVOKESTATIC, c.name, "small", descriptor, false);
      log(m, 1, "I");
      MethodVisitor small = c.method(ACC_STATIC, "small", descriptor);
      suspendInt(small, 0, 1);
      if (!type.equals("Z")) {
        small.visitIntInsn(BIPUSH, -3);
        small.visitInsn(IADD);
        small.visitInsn(type.equals("B") ? I2B : type.equals("S") ? I2S : I2C);
      }
      small.visitInsn(IRETURN);
      c.end(small);
    }
    c.endRun(m);
  }

  /** Switches with operands below their key, all targets in one place or backwards. */
  private static void switchesOnStack(OddClass c) {
    MethodVisitor m = c.run();
    Label head = new Label();
    Label one = new Label();
    Label out = new Label();
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 2);
    suspendConstant(m, 1, 0.5);
    m.visitLabel(head);
    m.visitIincInsn(2, 1);
    suspend(m, 1);
    m.visitVarInsn(ILOAD, 2);
    m.visitTableSwitchInsn(1, 3, out, one, head, one);
    m.visitLabel(one);
    suspendConstant(m, 1, 1.25);
    m.visitInsn(DADD);
    m.visitVarInsn(ILOAD, 2);
    m.visitLookupSwitchInsn(out, new int[] {Integer.MIN_VALUE, 1}, new Label[] {out, head});
    m.visitLabel(out);
    suspend(m, 1);
    log(m, 1, "D");
    c.endRun(m);
  }

  private static void fourHundredPoints(OddClass c) {
    MethodVisitor m = c.run();
    m.visitInsn(ICONST_0);
    for (int i = 0; i < 400; i++) {
      m.visitIntInsn(BIPUSH, 31);
      m.visitInsn(IMUL);
      suspendInt(m, 1, i);
      m.visitInsn(IADD);
    }
    log(m, 1, "I");
    c.endRun(m);
  }

  /** A subroutine called from two places that suspends while it holds its return address. */
  private static void subroutine(OddClass c) {
    MethodVisitor m = c.run();
    Label routine = new Label();
    m.visitInsn(ICONST_1);
    m.visitVarInsn(ISTORE, 3);
    m.visitJumpInsn(JSR, routine);
    suspend(m, 1);
    m.visitIincInsn(3, 1);
    m.visitJumpInsn(JSR, routine);
    c.endRunOpen(m);
    m.visitLabel(routine);
    m.visitVarInsn(ASTORE, 4);
    suspend(m, 1);
    m.visitVarInsn(ILOAD, 3);
    log(m, 1, "I");
    m.visitVarInsn(RET, 4);
    c.end(m);
  }

  private static void nestedSubroutines(OddClass c) {
    MethodVisitor m = c.run();
    Label outer = new Label();
    Label inner = new Label();
    Label skip = new Label();
    m.visitJumpInsn(JSR, outer);
    suspendInt(m, 1, 1);
    m.visitVarInsn(ISTORE, 5);
    m.visitJumpInsn(JSR, outer);
    c.endRunOpen(m);
    m.visitLabel(outer);
    m.visitVarInsn(ASTORE, 2);
    suspend(m, 1);
    m.visitJumpInsn(JSR, inner);
    m.visitVarInsn(RET, 2);
    m.visitLabel(inner);
    m.visitVarInsn(ASTORE, 3);
    suspendInt(m, 1, 0);
    m.visitJumpInsn(IFNE, skip);
    suspendInt(m, 1, 7);
    log(m, 1, "I");
    m.visitLabel(skip);
    m.visitVarInsn(RET, 3);
    c.end(m);
  }

  /** What javac 1.4 made of try and finally, with the finally block suspending on both ways. */
  private static void subroutineAsFinally(OddClass c) {
    MethodVisitor m = c.run();
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label handlerEnd = new Label();
    Label routine = new Label();
    Label after = new Label();
    m.visitTryCatchBlock(start, end, handler, null);
    m.visitTryCatchBlock(handler, handlerEnd, handler, null);
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 2);
    m.visitLabel(start);
    m.visitIincInsn(2, 1);
    callFail(c, m);
    m.visitJumpInsn(JSR, routine);
    m.visitLabel(end);
    m.visitJumpInsn(GOTO, after);
    m.visitLabel(handler);
    m.visitVarInsn(ASTORE, 3);
    m.visitJumpInsn(JSR, routine);
    m.visitLabel(handlerEnd);
    m.visitVarInsn(ALOAD, 3);
    m.visitInsn(ATHROW);
    m.visitLabel(routine);
    m.visitVarInsn(ASTORE, 4);
    suspend(m, 1);
    m.visitVarInsn(ILOAD, 2);
    log(m, 1, "I");
    m.visitVarInsn(RET, 4);
    m.visitLabel(after);
    c.endRun(m);
    failing(c);
  }

  /** Constants that a bootstrap method computes, below and above suspensions. */
  private static void dynamicConstants(OddClass c) {
    String bootstrap =
        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)";
    Handle text = new Handle(H_INVOKESTATIC, c.name, "text", bootstrap + "L" + OBJECT + ";", false);
    Handle wide = new Handle(H_INVOKESTATIC, c.name, "wide", bootstrap + "J", false);
    MethodVisitor m = c.run();
    m.visitLdcInsn(new ConstantDynamic("t", "L" + OBJECT + ";", text));
    m.visitLdcInsn(new ConstantDynamic("w", "J", wide));
    suspend(m, 1);
    m.visitLdcInsn(new ConstantDynamic("w", "J", wide));
    m.visitInsn(LADD);
    log(m, 1, "J");
    log(m, 1, "Ljava/lang/Object;");
    c.endRun(m);
    MethodVisitor t = c.method(ACC_STATIC, "text", text.getDesc());
    t.visitLdcInsn("computed");
    t.visitInsn(ARETURN);
    c.end(t);
    MethodVisitor w = c.method(ACC_STATIC, "wide", wide.getDesc());
    w.visitLdcInsn(21L);
    w.visitInsn(LRETURN);
    c.end(w);
  }

  /** Local 0, the receiver, is given to something else. */
  private static void receiverOverwritten(OddClass c) {
    MethodVisitor m = c.run();
    suspend(m, 1);
    m.visitVarInsn(ALOAD, 1);
    m.visitVarInsn(ASTORE, 0);
    suspend(m, 0);
    suspendInt(m, 0, 4);
    log(m, 0, "I");
    c.endRun(m);
  }

  private static void tooLargeWhenWoven(OddClass c) {
    MethodVisitor m = c.run();
    for (int i = 0; i < 3000; i++) {
      suspend(m, 1);
    }
    suspendInt(m, 1, 4);
    log(m, 1, "I");
    c.endRun(m);
  }
}
