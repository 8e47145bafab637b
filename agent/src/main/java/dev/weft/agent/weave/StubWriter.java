package dev.weft.agent.weave;

import dev.weft.agent.lambda.LambdaSites;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes a class file with what {@link ClassScan} decided put before its bodies, by ASM: for the
 * rare ones for which {@link StubPatch} is not made.
 */
final class StubWriter extends ClassVisitor {
  private final ClassScan scan;
  private final String owner;
  private final int version;
  private int place;

  private StubWriter(ClassVisitor next, ClassScan scan, String owner, int version) {
    super(Opcodes.ASM9, next);
    this.scan = scan;
    this.owner = owner;
    this.version = version;
  }

  /**
   * @param version of the class, by which its copy will be found
   */
  static byte[] write(ClassScan scan, int version) {
    ClassReader reader = scan.file.pool;
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new StubWriter(writer, scan, scan.name, version), 0);
    return writer.toByteArray();
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor out = super.visitMethod(access, name, descriptor, signature, exceptions);
    int own = place++;
    MethodScan method = scan.methods.get(own);
    MethodVisitor changed =
        switch (scan.actionFor(method)) {
          case NONE -> out;
          case STUB -> new Stub(out, method, owner, scan.file.majorVersion(), version, own);
          case CLEAR -> new Clearing(out);
          case CLEAR_BEFORE_THROWS -> new ClearingBeforeThrows(out, method);
          case SHELVE -> new Shelving(out);
        };
    return scan.redirectsLambdas(method) ? new LambdaRedirect(changed) : changed;
  }

  private static void clear(MethodVisitor out) {
    out.visitMethodInsn(Opcodes.INVOKESTATIC, Code.HOOKS, "clear", "()V", false);
  }

  private static final class Clearing extends MethodVisitor {
    Clearing(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      clear(mv);
    }
  }

  /** A method that mostly returns need not ask for its thread. */
  private final class ClearingBeforeThrows extends MethodVisitor {
    private final MethodScan method;
    private int calls;

    ClearingBeforeThrows(MethodVisitor next, MethodScan method) {
      super(Opcodes.ASM9, next);
      this.method = method;
    }

    private void clearIfNeeded() {
      if (scan.callsBack(method.calls.get(calls++))) {
        clear(mv);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String callee, String name, String type, boolean isInterface) {
      clearIfNeeded();
      super.visitMethodInsn(opcode, callee, name, type, isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String type, Handle bootstrap, Object... arguments) {
      clearIfNeeded();
      super.visitInvokeDynamicInsn(name, type, bootstrap, arguments);
    }
  }

  private static final class LambdaRedirect extends MethodVisitor {
    LambdaRedirect(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String type, Handle bootstrap, Object... arguments) {
      super.visitInvokeDynamicInsn(name, type, LambdaSites.redirected(bootstrap), arguments);
    }
  }
}
