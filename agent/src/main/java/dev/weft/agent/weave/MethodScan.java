package dev.weft.agent.weave;

import dev.weft.agent.stub.Annotations;
import dev.weft.agent.stub.Bytes;
import dev.weft.agent.stub.ClassFile;
import dev.weft.agent.stub.Instructions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** What one pass over a method finds: its calls, and what decides how its class file changes. */
final class MethodScan {
  private static final String HIDDEN = "Ljdk/internal/vm/annotation/Hidden;";

  /** Methods that the JVM calls while it links or executes a call that the caller has announced. */
  private static final Set<String> BY_THE_JVM =
      Set.of(
          "loadClass(Ljava/lang/String;)Ljava/lang/Class;",
          "loadClass(Ljava/lang/String;Z)Ljava/lang/Class;",
          "findClass(Ljava/lang/String;)Ljava/lang/Class;",
          "transform(Ljava/lang/ClassLoader;Ljava/lang/String;Ljava/lang/Class;Ljava/security/ProtectionDomain;[B)[B",
          "transform(Ljava/lang/Module;Ljava/lang/ClassLoader;Ljava/lang/String;Ljava/lang/Class;Ljava/security/ProtectionDomain;[B)[B");

  /** The names of those. */
  private static final Set<String> MAY_BE_SHELVED = Set.of("loadClass", "findClass", "transform");

  /** A call, in the order of the code; {@code callee} is null for a dynamic one. */
  static final class Call {
    final Callees.@Nullable Callee callee;

    /** The offset of its instruction in the code. */
    final int offset;

    /** Whether the code goes on from it to a throw, without a jump. */
    boolean leadsToThrow;

    Call(Callees.@Nullable Callee callee, int offset) {
      this.callee = callee;
      this.offset = offset;
    }
  }

  final int access;
  final String name;
  final String descriptor;
  final List<Call> calls = new ArrayList<>();

  /** Offsets of the instructions by which it returns, if it {@link #isShelved}. */
  final List<Integer> returns = new ArrayList<>();

  boolean entersMonitor;
  boolean hasLambdas;
  boolean isHidden;
  int maxStack;
  int maxLocals;

  /** The next method of the class that has the same name. */
  @Nullable MethodScan nextOfName;

  /** Whether it can suspend and be woven, as far as {@link ClassScan} knows yet. */
  boolean suspends;

  /** What is done with it, once {@link ClassScan} has decided. */
  ClassScan.@Nullable Action action;

  private final boolean isShelved;
  private int firstPending;
  private int maxSize;

  MethodScan(ClassFile file, ClassFile.Method method, Callees callees) {
    access = method.access();
    name = method.name();
    descriptor = method.descriptor();
    isShelved =
        name.equals("<clinit>") || (MAY_BE_SHELVED.contains(name) && BY_THE_JVM.contains(key()));
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

  boolean isShelved() {
    return isShelved;
  }

  /**
   * How long the code may be at most if its jumps and constants are written in their long forms.
   */
  int maxSize() {
    return maxSize;
  }

  /** {@code u2 max_stack u2 max_locals u4 length} */
  private void scan(byte[] file, int at, Callees callees) {
    maxStack = Bytes.u2(file, at);
    maxLocals = Bytes.u2(file, at + 2);
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
          calls.add(new Call(callees.of(opcode, Bytes.u2(file, at + 1)), at - code));
      case Opcodes.INVOKEDYNAMIC -> {
        calls.add(new Call(null, at - code));
        hasLambdas |= callees.makesLambda(Bytes.u2(file, at + 1));
      }
      case Opcodes.MONITORENTER -> entersMonitor = true;
      case Opcodes.ATHROW -> visitThrow();
      default -> {
        if (opcode <= Opcodes.IF_ACMPNE || isNullTest(opcode)) {
          visitJump(5);
        } else if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
          visitReturn(at - code);
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
    firstPending = calls.size();
  }

  private void visitThrow() {
    for (int i = firstPending; i < calls.size(); i++) {
      calls.get(i).leadsToThrow = true;
    }
    firstPending = calls.size();
  }

  private void visitReturn(int offset) {
    firstPending = calls.size();
    if (isShelved) {
      returns.add(offset);
    }
  }
}
