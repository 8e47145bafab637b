package dev.weft.it.fuzz.gen;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes instructions and keeps the types of the operand stack and of the locals in scope, so that
 * what is written verifies.
 */
final class Code {
  /** A local in scope. One that is locked is not assigned by generated statements. */
  record Local(int slot, Type type, boolean locked) {}

  /** A place to jump to and what the stack holds there. */
  record Target(Label label, List<Type> stack, int handlerLevel) {}

  final MethodVisitor mv;
  final List<Type> stack = new ArrayList<>();
  final List<Local> locals = new ArrayList<>();

  /** The first local of the innermost block: only these may be given another type. */
  int blockStart;

  private int nextSlot;

  /** False after a jump, return or throw, until a label that is reached. */
  boolean reachable = true;

  /** How many exception handlers are around: each began with an empty stack. */
  int handlerLevel;

  /** How many protected ranges are around. */
  int protectedLevel;

  Code(MethodVisitor mv) {
    this.mv = mv;
  }

  // ---- stack

  void push(Type type) {
    if (type.getSort() != Type.VOID) {
      stack.add(Types.onStack(type));
    }
  }

  Type top() {
    return stack.get(stack.size() - 1);
  }

  void pop(int values) {
    for (int i = 0; i < values; i++) {
      stack.remove(stack.size() - 1);
    }
  }

  List<Type> stackCopy() {
    return new ArrayList<>(stack);
  }

  void setStack(List<Type> types) {
    stack.clear();
    stack.addAll(types);
  }

  boolean hasRaw() {
    return stack.contains(Types.RAW);
  }

  // ---- instructions: each says how many values it pops and what it pushes

  void insn(int opcode, int pops, Type pushed) {
    mv.visitInsn(opcode);
    pop(pops);
    push(pushed);
  }

  void constant(Object value, Type type) {
    mv.visitLdcInsn(value);
    push(type);
  }

  void intConstant(int value) {
    if (value >= -1 && value <= 5) {
      mv.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value == (byte) value) {
      mv.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value == (short) value) {
      mv.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      mv.visitLdcInsn(value);
    }
    push(Type.INT_TYPE);
  }

  void typeInsn(int opcode, Type type, int pops, Type pushed) {
    mv.visitTypeInsn(opcode, type.getInternalName());
    pop(pops);
    push(pushed);
  }

  void field(int opcode, String owner, String name, Type type) {
    mv.visitFieldInsn(opcode, owner, name, type.getDescriptor());
    boolean isPut = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
    boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
    pop((isPut ? 1 : 0) + (isStatic ? 0 : 1));
    if (!isPut) {
      push(type);
    }
  }

  void invoke(int opcode, String owner, String name, String descriptor, boolean onInterface) {
    mv.visitMethodInsn(opcode, owner, name, descriptor, onInterface);
    pop(Type.getArgumentTypes(descriptor).length + (opcode == Opcodes.INVOKESTATIC ? 0 : 1));
    push(Type.getReturnType(descriptor));
  }

  void invokeStatic(String owner, String name, String descriptor) {
    invoke(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }

  // ---- locals

  Local declare(Type type, boolean locked) {
    Local local = new Local(nextSlot, type, locked);
    nextSlot += type.getSize();
    locals.add(local);
    return local;
  }

  /** Slots that no statement sees. */
  int reserve(int slots) {
    int first = nextSlot;
    nextSlot += slots;
    return first;
  }

  void load(Local local) {
    mv.visitVarInsn(opcode(local.type(), Opcodes.ILOAD), local.slot());
    push(local.type());
  }

  void store(Local local) {
    mv.visitVarInsn(opcode(local.type(), Opcodes.ISTORE), local.slot());
    pop(1);
    localsChanged();
  }

  /** ASM computes a handler's locals from those at the labels in its range. */
  void localsChanged() {
    if (protectedLevel > 0) {
      mv.visitLabel(new Label());
    }
  }

  private static int opcode(Type type, int forInt) {
    return Types.isRef(type) ? forInt + 4 : type.getOpcode(forInt);
  }

  /** Gives the slots of a local of the innermost block to another one. */
  Local retype(int index, Type type, int slotOffset) {
    Local fresh = new Local(locals.get(index).slot() + slotOffset, type, false);
    locals.set(index, fresh);
    return fresh;
  }

  /** Where the scopes stood, to go back to. */
  record Mark(int locals, int nextSlot, int blockStart) {}

  Mark openBlock() {
    Mark mark = new Mark(locals.size(), nextSlot, blockStart);
    blockStart = locals.size();
    return mark;
  }

  void closeBlock(Mark mark) {
    while (locals.size() > mark.locals()) {
      locals.remove(locals.size() - 1);
    }
    nextSlot = mark.nextSlot();
    blockStart = mark.blockStart();
  }

  // ---- jumps

  /** A conditional jump, after which the code goes on. */
  void branch(int opcode, int pops, Label target) {
    mv.visitJumpInsn(opcode, target);
    pop(pops);
  }

  void jump(Label target) {
    mv.visitJumpInsn(Opcodes.GOTO, target);
    reachable = false;
  }

  /** A label where the stack is as the model has it, from wherever it is reached. */
  void land(Label label, List<Type> stackThere, int levelThere) {
    mv.visitLabel(label);
    setStack(stackThere);
    handlerLevel = levelThere;
    reachable = true;
  }

  void end(int opcode) {
    mv.visitInsn(opcode);
    reachable = false;
  }

  void discard() {
    insn(top().getSize() == 2 ? Opcodes.POP2 : Opcodes.POP, 1, Type.VOID_TYPE);
  }
}
