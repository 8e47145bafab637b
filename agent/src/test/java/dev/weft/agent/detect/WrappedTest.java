package dev.weft.agent.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.weft.agent.rules.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Bodies whose frames lack the receiver, or have something else in its place. */
class WrappedTest {
  private static final String THROWABLE = "java/lang/Throwable";

  @TempDir Path directory;

  /** As the JDK's proxies have it from 24 on. */
  @Test
  void aHandlerWithoutLocals() throws Exception {
    assertVerifies(code -> code.visitFrame(Opcodes.F_FULL, 0, null, 1, new Object[] {THROWABLE}));
  }

  @Test
  void aHandlerThatDropsTheReceiver() throws Exception {
    assertVerifies(
        code -> {
          Object[] locals = {Opcodes.TOP};
          code.visitFrame(Opcodes.F_FULL, 1, locals, 1, new Object[] {THROWABLE});
        });
  }

  @Test
  void aHandlerWithTheReceiver() throws Exception {
    assertVerifies(code -> code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {THROWABLE}));
  }

  private void assertVerifies(Consumer<MethodVisitor> handlerFrame) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("rules"), "blocking method=acme.Odd.ask because it does\n");
    byte[] rewritten =
        new ApplicationRewrite(odd(handlerFrame), Rules.parse(file), List.of(), false).apply();
    assertNotNull(rewritten);
    Class<?> type =
        new ClassLoader() {
          Class<?> define() {
            return defineClass("acme.Odd", rewritten, 0, rewritten.length);
          }
        }.define();
    assertEquals("acme.Odd", Class.forName(type.getName(), true, type.getClassLoader()).getName());
  }

  /**
   *
   *
   * <pre>
   *   void ask() { try { Thread.onSpinWait(); } catch (Throwable t) { throw t; } }
   * </pre>
   */
  private static byte[] odd(Consumer<MethodVisitor> handlerFrame) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "acme/Odd", null, "java/lang/Object", null);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "ask", "()V", null, null);
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    code.visitCode();
    code.visitTryCatchBlock(start, end, handler, THROWABLE);
    code.visitLabel(start);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "onSpinWait", "()V", false);
    code.visitLabel(end);
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(handler);
    handlerFrame.accept(code);
    code.visitInsn(Opcodes.ATHROW);
    code.visitMaxs(1, 1);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
