package dev.weft.it.fuzz.gen;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** One method while its body is generated: what the generators of its parts share. */
final class Body {
  final Plan plan;
  final MethodModel method;
  final ClassModel owner;
  final Pruning pruning;
  final Code code;
  final Expressions expressions;
  final Calls calls;
  final Objects objects;
  final Statements statements;

  /** Where break and continue may go to, innermost last. */
  List<Code.Target> targets = new ArrayList<>();

  /** False where leaving would skip a monitor's exit or a subroutine's return. */
  boolean mayReturn = true;

  /**
   * How many subroutines are around: inlining one copies it, and those in it, for each of its
   * callers.
   */
  int subroutines;

  /** How many statements and expressions may still be generated. */
  int budget;

  Body(Plan plan, MethodModel method, MethodVisitor mv, Pruning pruning, int budget) {
    this.plan = plan;
    this.method = method;
    this.owner = plan.classOf(method.owner());
    this.pruning = pruning;
    this.budget = budget;
    this.code = new Code(mv);
    this.expressions = new Expressions(this);
    this.calls = new Calls(this);
    this.objects = new Objects(this);
    this.statements = new Statements(this);
  }

  Features features() {
    return plan.features;
  }

  boolean isInstance() {
    return !method.isStatic();
  }

  /** Declares {@code this} and the parameters. */
  void declareParameters() {
    if (isInstance()) {
      code.declare(method.owner(), true);
    }
    for (Type param : method.params()) {
      code.declare(Types.onStack(param), false);
    }
    if (features().wideSlots()) {
      code.reserve(250);
    }
    code.blockStart = code.locals.size();
  }

  /**
   * Ends the method with the value on the stack's top; values below it are dropped, as the JVM
   * does.
   */
  void returnTop() {
    Type ret = method.ret();
    narrow(ret);
    code.end(
        ret.getSort() == Type.VOID
            ? Opcodes.RETURN
            : Types.isRef(ret) ? Opcodes.ARETURN : ret.getOpcode(Opcodes.IRETURN));
  }

  /** Cuts the int on the top to the range of a smaller type. */
  void narrow(Type type) {
    switch (type.getSort()) {
      case Type.BOOLEAN -> {
        code.mv.visitInsn(Opcodes.ICONST_1);
        code.mv.visitInsn(Opcodes.IAND);
      }
      case Type.BYTE -> code.mv.visitInsn(Opcodes.I2B);
      case Type.CHAR -> code.mv.visitInsn(Opcodes.I2C);
      case Type.SHORT -> code.mv.visitInsn(Opcodes.I2S);
      default -> {}
    }
  }

  /** Traces and pops the value on the top, without suspending. */
  void traceTop() {
    Type type = code.top();
    code.invokeStatic(Types.PROBE, "trace", "(" + (Types.isRef(type) ? Types.OBJECT : type) + ")V");
  }
}
