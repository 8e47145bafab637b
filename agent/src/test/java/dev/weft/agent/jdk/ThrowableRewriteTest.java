package dev.weft.agent.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** The Throwable of the JDK that runs this test: what moved in it is named. */
class ThrowableRewriteTest {
  private static byte[] throwable() throws IOException {
    try (InputStream in = Object.class.getResourceAsStream("Throwable.class")) {
      return in.readAllBytes();
    }
  }

  /** {@code method calls hook} for each call of a hook. */
  private static List<String> hooks(byte[] classFile) {
    List<String> hooks = new ArrayList<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String method, String type, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String name, String called, boolean isInterface) {
                    if (owner.equals(ThrowableRewrite.TRACE)) {
                      hooks.add(method + type + " calls " + name);
                    }
                  }
                };
              }
            },
            0);
    return hooks;
  }

  @Test
  void hasEachHookOnce() throws IOException {
    List<String> expected =
        List.of(
            "fillInStackTrace()Ljava/lang/Throwable; calls filled",
            "getOurStackTrace()[Ljava/lang/StackTraceElement; calls complete");
    assertEquals(expected, hooks(ThrowableRewrite.rewrite(throwable())).stream().sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"backtrace", "fillInStackTrace", "getOurStackTrace", "of"})
  void namesWhatMoved(String member) throws IOException {
    ClassWriter writer = new ClassWriter(0);
    Remapper renamed =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String mapMethodName(String owner, String name, String descriptor) {
            return name.equals(member) ? "moved" : name;
          }

          @Override
          public String mapFieldName(String owner, String name, String descriptor) {
            return name.equals(member) ? "moved" : name;
          }
        };
    new ClassReader(throwable()).accept(new ClassRemapper(writer, renamed), 0);
    byte[] moved = writer.toByteArray();
    String message =
        assertThrows(IllegalStateException.class, () -> ThrowableRewrite.rewrite(moved))
            .getMessage();
    assertTrue(message.contains(member), message);
    assertTrue(message.contains(Runtime.version().toString()), message);
  }
}
