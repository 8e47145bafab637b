package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The bytecode index of each instruction of a method. */
final class InstructionOffsets extends ClassReader {
  private final List<Integer> offsets = new ArrayList<>();

  private InstructionOffsets(byte[] classFile) {
    super(classFile);
  }

  /**
   * @param method the name of its only method of that name
   */
  static List<Integer> of(byte[] classFile, String method) {
    InstructionOffsets reader = new InstructionOffsets(classFile);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return name.equals(method) ? new MethodVisitor(Opcodes.ASM9) {} : null;
          }
        },
        SKIP_DEBUG | SKIP_FRAMES);
    return reader.offsets;
  }

  @Override
  protected void readBytecodeInstructionOffset(int bytecodeOffset) {
    offsets.add(bytecodeOffset);
  }
}
