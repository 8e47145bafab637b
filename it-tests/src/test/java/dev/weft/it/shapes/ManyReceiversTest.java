package dev.weft.it.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.it.support.Generated;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** One call whose receivers are of ever more classes: of those that suspend, and of others. */
class ManyReceiversTest {
  private static final ContinuationScope SCOPE = new ContinuationScope("many receivers");
  private static final int CLASSES = 100;

  /** What the generated classes extend. */
  public abstract static class Receiver {
    public abstract int step(int n);

    /** Called by those that suspend. */
    protected static int paused(int n) {
      Continuation.yield(SCOPE);
      return n;
    }
  }

  private static int all(List<Receiver> receivers) {
    int sum = 1;
    for (Receiver receiver : receivers) {
      sum = sum * 31 + receiver.step(sum);
    }
    return sum;
  }

  /** The result, and how often it was suspended. */
  private record Run(int result, int suspensions) {
    static Run of(List<Receiver> receivers) {
      int[] result = new int[1];
      Continuation continuation = new Continuation(SCOPE, () -> result[0] = all(receivers));
      int suspensions = -1;
      while (!continuation.isDone()) {
        continuation.run();
        suspensions++;
      }
      return new Run(result[0], suspensions);
    }

    /** By arithmetic: what numbers the receivers' steps return. */
    static Run expected(List<Integer> numbers) {
      int sum = 1;
      int suspensions = 0;
      for (int number : numbers) {
        sum = sum * 31 + sum * 7 + number;
        suspensions += isSuspending(number) ? 1 : 0;
      }
      return new Run(sum, suspensions);
    }
  }

  @Test
  void theyAllRunTheirOwn() throws Exception {
    List<Integer> numbers = new ArrayList<>();
    List<Receiver> receivers = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      numbers.add(i);
      receivers.add(object(MethodHandles.lookup().defineClass(classFile(i))));
      assertEquals(Run.expected(numbers), Run.of(receivers), "of " + (i + 1) + " classes");
    }
    Collections.reverse(numbers);
    Collections.reverse(receivers);
    assertEquals(Run.expected(numbers), Run.of(receivers));
  }

  @Test
  void aNullAmongThem() {
    List<Receiver> receivers = new ArrayList<>();
    receivers.add(null);
    assertThrows(NullPointerException.class, () -> Run.of(receivers));
  }

  /** What is called may live shorter than the call. */
  @Test
  void noLoaderIsKept() {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      loaders.add(new WeakReference<>(runOwnLoader(i)));
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(100),
        () -> {
          while (loaders.stream().anyMatch(loader -> loader.get() != null)) {
            System.gc();
            Thread.sleep(10);
          }
        });
  }

  private static ClassLoader runOwnLoader(int number) {
    Own loader = new Own(number);
    List<Receiver> receivers = List.of(object(loader.type));
    assertEquals(Run.expected(List.of(number)), Run.of(receivers));
    return loader;
  }

  private static final class Own extends ClassLoader {
    final Class<?> type;

    Own(int number) {
      super(ManyReceiversTest.class.getClassLoader());
      byte[] classFile = classFile(number);
      type = defineClass(null, classFile, 0, classFile.length);
    }
  }

  private static Receiver object(Class<?> type) {
    try {
      return (Receiver) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isSuspending(int number) {
    return number % 3 != 0;
  }

  /** {@code int step(int n) { return paused(n * 7 + number); }}, or without the pause. */
  private static byte[] classFile(int number) {
    String above = Type.getInternalName(Receiver.class);
    String name = Type.getInternalName(ManyReceiversTest.class) + "_" + number;
    ClassWriter writer = Generated.begin(name, above);
    MethodVisitor step = writer.visitMethod(Opcodes.ACC_PUBLIC, "step", "(I)I", null, null);
    step.visitCode();
    step.visitVarInsn(Opcodes.ILOAD, 1);
    step.visitIntInsn(Opcodes.BIPUSH, 7);
    step.visitInsn(Opcodes.IMUL);
    step.visitIntInsn(Opcodes.SIPUSH, number);
    step.visitInsn(Opcodes.IADD);
    if (isSuspending(number)) {
      step.visitMethodInsn(Opcodes.INVOKESTATIC, above, "paused", "(I)I", false);
    }
    step.visitInsn(Opcodes.IRETURN);
    step.visitMaxs(2, 2);
    step.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
