package dev.weft.it.foreign;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.it.foreign.closed.Kept;
import dev.weft.it.support.Generated;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import outside.Catching.Stepping;

/**
 * Woven methods {@code int step(int)}: one suspends; the others call one in a way that fails before
 * it is entered.
 */
final class Steps {
  static final ContinuationScope SCOPE = new ContinuationScope("steps");

  private static final String MISSING = "dev/weft/it/foreign/Missing";

  private Steps() {}

  /** The same method through a woven type. */
  abstract static class Step implements Stepping {
    @Override
    public abstract int step(int n);
  }

  static final class Yielding extends Step {
    @Override
    public int step(int n) {
      return n + (Continuation.yield(SCOPE) ? 10 : 1);
    }
  }

  static final class OfNull extends Step {
    Step none;

    @Override
    public int step(int n) {
      return none.step(n) + 1000;
    }
  }

  static final class OfNullInterface extends Step {
    Stepping none;

    @Override
    public int step(int n) {
      return none.step(n) + 1000;
    }
  }

  static final class OfBrokenClass extends Step {
    @Override
    public int step(int n) {
      return Broken.step(n) + 1000;
    }
  }

  /** Its initialiser fails, when its method is called first and ever after. */
  static final class Broken {
    static {
      fail();
    }

    private static void fail() {
      throw new IllegalStateException("initialiser");
    }

    static int step(int n) {
      return n;
    }
  }

  static final class Endless extends Step {
    @Override
    public int step(int n) {
      return step(n + 1) + 1000;
    }
  }

  static final class Calling extends Step {
    private final Stepping called;

    Calling(Stepping called) {
      this.called = called;
    }

    @Override
    public int step(int n) {
      return called.step(n) + 1000;
    }
  }

  /** Calls a method that its receiver's class does not have. */
  static Step ofAbstractMethod() {
    ClassWriter writer = begin("Hollow");
    writer.visitEnd();
    return new Calling(define(writer));
  }

  /** Calls an interface's method on an object that has not the interface. */
  static Step ofOtherInterface() {
    return calling(
        "CallsOther",
        step -> step.visitLdcInsn(""),
        Opcodes.INVOKEINTERFACE,
        Type.getInternalName(Stepping.class),
        "step");
  }

  /** Calls a method of another package that it may not use. */
  static Step ofForbiddenMethod() {
    String kept = Type.getInternalName(Kept.class);
    return calling(
        "CallsForbidden",
        step -> {
          step.visitTypeInsn(Opcodes.NEW, kept);
          step.visitInsn(Opcodes.DUP);
          step.visitMethodInsn(Opcodes.INVOKESPECIAL, kept, "<init>", "()V", false);
        },
        Opcodes.INVOKEVIRTUAL,
        kept,
        "kept");
  }

  /** Calls a static method of a class that does not exist. */
  static Step ofMissingClass() {
    return calling("CallsMissing", step -> {}, Opcodes.INVOKESTATIC, MISSING, "step");
  }

  /** {@code int step(int n) { return receiver.method(n); }}. */
  private static Step calling(
      String name, Consumer<MethodVisitor> receiver, int opcode, String owner, String method) {
    ClassWriter writer = begin(name);
    MethodVisitor step = writer.visitMethod(Opcodes.ACC_PUBLIC, "step", "(I)I", null, null);
    step.visitCode();
    receiver.accept(step);
    step.visitVarInsn(Opcodes.ILOAD, 1);
    step.visitMethodInsn(opcode, owner, method, "(I)I", opcode == Opcodes.INVOKEINTERFACE);
    step.visitInsn(Opcodes.IRETURN);
    step.visitMaxs(2, 2);
    step.visitEnd();
    writer.visitEnd();
    return define(writer);
  }

  private static ClassWriter begin(String name) {
    return Generated.begin("dev/weft/it/foreign/" + name, Type.getInternalName(Step.class));
  }

  /** In the loader of this class, whose package-private types it uses; once a name. */
  private static Step define(ClassWriter writer) {
    try {
      byte[] bytes = writer.toByteArray();
      String name = new org.objectweb.asm.ClassReader(bytes).getClassName().replace('/', '.');
      return (Step) known(name, bytes).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> known(String name, byte[] bytes) throws IllegalAccessException {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException first) {
      return java.lang.invoke.MethodHandles.lookup().defineClass(bytes);
    }
  }
}
