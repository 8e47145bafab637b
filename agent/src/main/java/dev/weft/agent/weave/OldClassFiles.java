package dev.weft.agent.weave;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Gives class files from before stack maps (versions 45-49) the stack maps that the analysis starts
 * from. Subroutines are inlined. The class itself stays as it is; only its copy is written with the
 * maps.
 */
final class OldClassFiles {
  private OldClassFiles() {}

  static boolean isOld(byte[] classFile) {
    return majorVersion(classFile) < Opcodes.V1_6;
  }

  static int majorVersion(byte[] classFile) {
    return ((classFile[6] & 0xFF) << 8) | (classFile[7] & 0xFF);
  }

  static byte[] withStackMaps(byte[] classFile, ClassHierarchy hierarchy) {
    ClassReader reader = new ClassReader(classFile);
    hierarchy.know(reader);
    ClassWriter writer = new FramingWriter(hierarchy);
    reader.accept(new Upgrade(writer), ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private static final class Upgrade extends ClassVisitor {
    Upgrade(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      super.visit(Opcodes.V1_6, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new JSRInlinerAdapter(next, access, name, descriptor, signature, exceptions);
    }
  }

  private static final class FramingWriter extends ClassWriter {
    private final ClassHierarchy hierarchy;

    FramingWriter(ClassHierarchy hierarchy) {
      super(COMPUTE_FRAMES);
      this.hierarchy = hierarchy;
      // ASM's limits are meant against hostile input; its defaults leave large methods alone
      setComputeLimits(512 << 20, 10_000_000_000L);
    }

    @Override
    protected String getCommonSuperClass(String first, String second) {
      return hierarchy.commonSuperClass(first, second);
    }
  }
}
