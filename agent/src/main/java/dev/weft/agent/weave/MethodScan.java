package dev.weft.agent.weave;

import dev.weft.agent.lambda.LambdaSites;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.MethodInsnNode;

/** What one pass over a method finds: its calls, and what decides how its class file changes. */
final class MethodScan extends CodeSizeEvaluator {
  private static final String HIDDEN = "Ljdk/internal/vm/annotation/Hidden;";

  /** Methods that the JVM calls while it links or executes a call that the caller has announced. */
  private static final Set<String> BY_THE_JVM =
      Set.of(
          "loadClass(Ljava/lang/String;)Ljava/lang/Class;",
          "loadClass(Ljava/lang/String;Z)Ljava/lang/Class;",
          "findClass(Ljava/lang/String;)Ljava/lang/Class;",
          "transform(Ljava/lang/ClassLoader;Ljava/lang/String;Ljava/lang/Class;Ljava/security/ProtectionDomain;[B)[B",
          "transform(Ljava/lang/Module;Ljava/lang/ClassLoader;Ljava/lang/String;Ljava/lang/Class;Ljava/security/ProtectionDomain;[B)[B");

  /** A call, in the order of the code; {@code insn} is null for a dynamic one. */
  static final class Call {
    final @Nullable MethodInsnNode insn;

    /** Whether the code goes on from it to a throw, without a jump. */
    boolean leadsToThrow;

    Call(@Nullable MethodInsnNode insn) {
      this.insn = insn;
    }
  }

  final int access;
  final String name;
  final String descriptor;
  final List<Call> calls = new ArrayList<>();
  boolean entersMonitor;
  boolean hasLambdas;
  boolean isHidden;
  int maxLocals;
  private int firstPending;

  MethodScan(int access, String name, String descriptor) {
    super(Opcodes.ASM9, null);
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
    this.entersMonitor = (access & Opcodes.ACC_SYNCHRONIZED) != 0;
  }

  String key() {
    return name + descriptor;
  }

  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  boolean hasBody() {
    return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
  }

  boolean isShelved() {
    return name.equals("<clinit>") || BY_THE_JVM.contains(key());
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
    isHidden |= type.equals(HIDDEN);
    return null;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String called, String type, boolean isInterface) {
    super.visitMethodInsn(opcode, owner, called, type, isInterface);
    calls.add(new Call(new MethodInsnNode(opcode, owner, called, type, isInterface)));
  }

  @Override
  public void visitInvokeDynamicInsn(
      String called, String type, Handle bootstrap, Object... arguments) {
    super.visitInvokeDynamicInsn(called, type, bootstrap, arguments);
    calls.add(new Call(null));
    hasLambdas |= LambdaSites.isLambda(bootstrap);
  }

  @Override
  public void visitInsn(int opcode) {
    super.visitInsn(opcode);
    if (opcode == Opcodes.MONITORENTER) {
      entersMonitor = true;
    } else if (opcode == Opcodes.ATHROW) {
      for (Call call : calls.subList(firstPending, calls.size())) {
        call.leadsToThrow = true;
      }
      firstPending = calls.size();
    } else if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      firstPending = calls.size();
    }
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    super.visitJumpInsn(opcode, label);
    firstPending = calls.size();
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label fallback, Label... labels) {
    super.visitTableSwitchInsn(min, max, fallback, labels);
    firstPending = calls.size();
  }

  @Override
  public void visitLookupSwitchInsn(Label fallback, int[] keys, Label[] labels) {
    super.visitLookupSwitchInsn(fallback, keys, labels);
    firstPending = calls.size();
  }

  @Override
  public void visitMaxs(int maxStack, int locals) {
    maxLocals = locals;
  }
}
