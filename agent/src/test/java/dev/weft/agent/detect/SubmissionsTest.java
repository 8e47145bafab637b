package dev.weft.agent.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.jdk.JdkClasses;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The table of submissions against the JDK that runs the test: names what has moved there. */
class SubmissionsTest {
  /** Those that not every version has. */
  private static final Set<String> SOME =
      Set.of(
          "java/util/concurrent/ForkJoinTask$AdaptedInterruptibleRunnable",
          "java/util/concurrent/ForkJoinTask$CallableWithTimeout",
          "java/util/concurrent/ForkJoinTask$InvokeAnyTask",
          "java/util/concurrent/ForkJoinPool$InvokeAnyTask");

  static Iterable<String> classes() {
    return new TreeSet<>(Submissions.ofJdk());
  }

  @ParameterizedTest
  @MethodSource("classes")
  void everyClassCarries(String name) throws IOException {
    try (InputStream in = Object.class.getResourceAsStream("/" + name + ".class")) {
      assertTrue(in != null || SOME.contains(name), "this JDK has no " + name);
      Assumptions.assumeTrue(in != null);
      assertFalse(carrying(name, in.readAllBytes()).isEmpty(), name);
    }
  }

  @Test
  void aPoolTakesRefusesRemovesAndRuns() throws IOException {
    String name = "java/util/concurrent/ThreadPoolExecutor";
    try (InputStream in = Object.class.getResourceAsStream("/" + name + ".class")) {
      assertEquals(
          Set.of("submitted", "rejected", "removed", "begin", "end"),
          carrying(name, in.readAllBytes()));
    }
  }

  @Test
  void aNettyInPackagesOfAnotherLibraryCarries() {
    String name = "io/grpc/netty/shaded/io/netty/util/concurrent/PromiseTask";
    assertTrue(Submissions.concerns(name));
    assertEquals(Set.of("carry"), carrying(name, settingTask(name)));
  }

  /** A class whose constructor is {@code this.task = task}. */
  private static byte[] settingTask(String name) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, 0, name, null, "java/lang/Object", null);
    writer.visitField(0, "task", "Ljava/lang/Object;", null, null).visitEnd();
    MethodVisitor init = writer.visitMethod(0, "<init>", "(Ljava/lang/Object;)V", null, null);
    init.visitCode();
    init.visitVarInsn(Opcodes.ALOAD, 0);
    init.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    init.visitVarInsn(Opcodes.ALOAD, 0);
    init.visitVarInsn(Opcodes.ALOAD, 1);
    init.visitFieldInsn(Opcodes.PUTFIELD, name, "task", "Ljava/lang/Object;");
    init.visitInsn(Opcodes.RETURN);
    init.visitMaxs(2, 2);
    init.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** The methods of Tasks that a class calls once it is rewritten. */
  private static Set<String> carrying(String name, byte[] classFile) {
    Set<String> called = new TreeSet<>();
    for (String call :
        JdkClasses.callsOf(
            "dev/weft/detect/Tasks", ExecutorTransformer.rewritten(name, classFile))) {
      called.add(call.substring(call.lastIndexOf(' ') + 1));
    }
    return called;
  }
}
