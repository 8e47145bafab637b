package dev.weft.it.foreign;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A program for {@link RedefinitionIT}, and an agent of its own: it redefines a class while
 * activations of it are saved or running. Prints one line for each case.
 */
public final class Redefinitions {
  private static final ContinuationScope SCOPE = new ContinuationScope("redefined");

  private static Instrumentation instrumentation;
  private static byte[] original;

  /** What the worker does in the middle of its work. */
  private static Runnable middle;

  private Redefinitions() {}

  public static void premain(String argument, Instrumentation given) {
    instrumentation = given;
  }

  /** The class that is redefined. */
  static final class Worker {
    private Worker() {}

    static int work(int a, String text) {
      int doubled = a * 2;
      int before = step(doubled);
      middle.run();
      int after = step(doubled + 1);
      return before + after + text.length();
    }

    static int step(int n) {
      return n + 1;
    }
  }

  /** How the body of {@code work} changes. */
  private enum Change {
    /** Nothing: retransformed as it is. */
    NONE,
    /** One more call at the start. */
    ONE_MORE_CALL,
    /** Another number in the middle: the same calls and variables. */
    OTHER_CONSTANT,
    /** No call at all any more. */
    NO_CALL
  }

  public static void main(String[] args) throws Exception {
    String file =
        Worker.class.getName().substring(Worker.class.getPackageName().length() + 1) + ".class";
    try (InputStream in = Redefinitions.class.getResourceAsStream(file)) {
      original = in.readAllBytes();
    }
    for (Change change : Change.values()) {
      say("parked " + change + ": " + parked(change));
      say("running " + change + ": " + running(change));
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }

  /** Redefines while an activation is saved. */
  private static String parked(Change change) {
    restore();
    middle = new Yielding();
    Calling body = new Calling();
    Continuation c = new Continuation(SCOPE, body);
    c.run();
    redefine(change);
    return finished(c, body);
  }

  /** Redefines while an activation runs, which yields then. */
  private static String running(Change change) {
    restore();
    middle = new Redefining(change);
    Calling body = new Calling();
    Continuation c = new Continuation(SCOPE, body);
    c.run();
    return finished(c, body);
  }

  /** Ends it, and a fresh one that must work whatever became of the first. */
  private static String finished(Continuation c, Calling body) {
    middle = new Yielding();
    while (!c.isDone()) {
      c.run();
    }
    Calling again = new Calling();
    Continuation fresh = new Continuation(SCOPE, again);
    int runs = 0;
    while (!fresh.isDone()) {
      fresh.run();
      runs++;
    }
    return body.seen + ", then " + again.seen + " in " + runs + " runs";
  }

  private static final class Yielding implements Runnable {
    @Override
    public void run() {
      Continuation.yield(SCOPE);
    }
  }

  private static final class Redefining implements Runnable {
    private final Change change;

    Redefining(Change change) {
      this.change = change;
    }

    @Override
    public void run() {
      redefine(change);
      Continuation.yield(SCOPE);
    }
  }

  private static final class Calling implements Runnable {
    final List<Object> seen = new ArrayList<>();

    @Override
    public void run() {
      try {
        seen.add(Worker.work(20, "four"));
      } catch (IllegalStateException e) {
        seen.add(e.getMessage());
      }
    }
  }

  private static void restore() {
    redefineAs(original);
  }

  private static void redefine(Change change) {
    if (change == Change.NONE) {
      try {
        instrumentation.retransformClasses(Worker.class);
      } catch (java.lang.instrument.UnmodifiableClassException e) {
        throw new LinkageError("not modifiable", e);
      }
      return;
    }
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    new ClassReader(original).accept(new Changing(writer, change), 0);
    redefineAs(writer.toByteArray());
  }

  private static void redefineAs(byte[] classFile) {
    try {
      instrumentation.redefineClasses(new ClassDefinition(Worker.class, classFile));
    } catch (ReflectiveOperationException | java.lang.instrument.UnmodifiableClassException e) {
      throw new LinkageError("not redefined", e);
    }
  }

  private static final class Changing extends ClassVisitor {
    private final Change change;

    Changing(ClassVisitor next, Change change) {
      super(Opcodes.ASM9, next);
      this.change = change;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
      if (!name.equals("work")) {
        return next;
      }
      if (change == Change.NO_CALL) {
        next.visitCode();
        next.visitIntInsn(Opcodes.SIPUSH, 777);
        next.visitInsn(Opcodes.IRETURN);
        next.visitMaxs(1, 2);
        next.visitEnd();
        return null;
      }
      return new ChangingBody(next, change);
    }
  }

  private static final class ChangingBody extends MethodVisitor {
    private final Change change;

    ChangingBody(MethodVisitor next, Change change) {
      super(Opcodes.ASM9, next);
      this.change = change;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (change == Change.ONE_MORE_CALL) {
        super.visitInsn(Opcodes.ICONST_0);
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, Worker.class.getName().replace('.', '/'), "step", "(I)I", false);
        super.visitInsn(Opcodes.POP);
      }
    }

    @Override
    public void visitInsn(int opcode) {
      super.visitInsn(
          change == Change.OTHER_CONSTANT && opcode == Opcodes.ICONST_2
              ? Opcodes.ICONST_3
              : opcode);
    }
  }
}
