package dev.weft.agent.jdk;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** Class files of the JDK that runs the tests, and what became of them. */
public final class JdkClasses {
  private JdkClasses() {}

  /**
   * @param name a class of java.lang, or a path from there
   */
  static byte[] read(String name) throws IOException {
    try (InputStream in = Object.class.getResourceAsStream(name + ".class")) {
      return in.readAllBytes();
    }
  }

  /** The class as a JDK would have it in which every member of that name has another. */
  static byte[] withMoved(byte[] classFile, String member) {
    ClassWriter writer = new ClassWriter(0);
    Remapper renaming =
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
    new ClassReader(classFile).accept(new ClassRemapper(writer, renaming), 0);
    return writer.toByteArray();
  }

  /** {@code method calls hook} for each call of a method of {@code hooks}, in order. */
  public static List<String> callsOf(String hooks, byte[] classFile) {
    List<String> calls = new ArrayList<>();
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
                    if (owner.equals(hooks)) {
                      calls.add(method + type + " calls " + name);
                    }
                  }
                };
              }
            },
            0);
    return calls;
  }
}
