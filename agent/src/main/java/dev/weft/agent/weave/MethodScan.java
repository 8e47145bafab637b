package dev.weft.agent.weave;

import dev.weft.agent.classfile.Annotations;
import dev.weft.agent.classfile.Bytes;
import dev.weft.agent.classfile.ClassFile;
import dev.weft.agent.classfile.Instructions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** What one pass over a method finds: its calls, and what decides how its class file changes. */
final class MethodScan {
  private static final String HIDDEN = "Ljdk/internal/vm/annotation/Hidden;";

  /** A call, in the order of the code; {@code callee} is null for a dynamic one. */
  static final class Call {
    final Callees.@Nullable Callee callee;

    Call(Callees.@Nullable Callee callee) {
      this.callee = callee;
    }
  }

  final int access;
  final String name;
  final String descriptor;
  final List<Call> calls = new ArrayList<>();

  boolean entersMonitor;
  boolean isHidden;

  /** The next method of the class that has the same name. */
  @Nullable MethodScan nextOfName;

  /** Whether it can suspend and be woven, as far as {@link ClassScan} knows yet. */
  boolean suspends;

  private int maxSize;

  MethodScan(ClassFile file, ClassFile.Method method, Callees callees) {
    access = method.access();
    name = method.name();
    descriptor = method.descriptor();
    entersMonitor = (access & Opcodes.ACC_SYNCHRONIZED) != 0;
    for (ClassFile.Attribute attribute : method.attributes()) {
      if (attribute.name().endsWith("isibleAnnotations")) {
        isHidden |= new Annotations(file).contains(attribute, HIDDEN);
      }
    }
    if (method.code() != null) {
      scan(file.bytes, method.code().from(), callees);
    }
  }

  /** Name and descriptor. */
  String key() {
    return name.concat(descriptor);
  }

  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  boolean hasBody() {
    return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
  }

  /**
   * How long the code may be at most if its jumps and constants are written in their long forms.
   */
  int maxSize() {
    return maxSize;
  }

  /** {@code u2 max_stack u2 max_locals u4 length} */
  private void scan(byte[] file, int at, Callees callees) {
    int code = at + 8;
    int end = code + Bytes.s4(file, at + 4);
    maxSize = end - code;
    int length;
    for (int i = code; i < end; i += length) {
      length = Instructions.lengthAt(file, code, i);
      int opcode = file[i] & 0xFF;
      if (opcode >= Opcodes.IFEQ || opcode == Opcodes.LDC) {
        visit(opcode, file, code, i, callees);
      }
    }
  }

  private void visit(int opcode, byte[] file, int code, int at, Callees callees) {
    switch (opcode) {
      case Opcodes.LDC -> maxSize++;
      case Opcodes.GOTO, Opcodes.JSR -> visitJump(2);
      case Instructions.GOTO_W, Instructions.JSR_W -> visitJump(0);
      case Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH ->
          visitJump(at + 4 - Instructions.operandsOfSwitch(code, at));
      case Opcodes.INVOKEVIRTUAL,
          Opcodes.INVOKESPECIAL,
          Opcodes.INVOKESTATIC,
          Opcodes.INVOKEINTERFACE ->
          calls.add(new Call(callees.of(opcode, Bytes.u2(file, at + 1))));
      case Opcodes.INVOKEDYNAMIC -> calls.add(new Call(null));
      case Opcodes.MONITORENTER -> entersMonitor = true;
      default -> {
        if (opcode <= Opcodes.IF_ACMPNE || isNullTest(opcode)) {
          visitJump(5);
        }
      }
    }
  }

  private static boolean isNullTest(int opcode) {
    return opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL;
  }

  /**
   * @param growth by how much its long form is longer
   */
  private void visitJump(int growth) {
    maxSize += growth;
  }
}
