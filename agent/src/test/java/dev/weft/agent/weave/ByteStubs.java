package dev.weft.agent.weave;

import dev.weft.agent.stub.ClassFile;
import dev.weft.agent.stub.UnusualClassException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

/** What the two ways of putting stubs into a class file make of it, as text. */
final class ByteStubs {
  private static final CallSites CALL_SITES =
      new CallSites(new ClassRules(Globs.parse("*"), Globs.NONE));

  private ByteStubs() {}

  static ClassScan scan(byte[] classFile) {
    return ClassScan.of(new ClassFile(classFile), CALL_SITES, null, true, new LinkedHashMap<>());
  }

  static byte[] byBytes(byte[] classFile) throws UnusualClassException {
    return StubPatch.writeBytes(scan(classFile), 70_000);
  }

  static byte[] byAsm(byte[] classFile) {
    return StubWriter.write(scan(classFile), 70_000);
  }

  /** The class file as text, without NOPs and the numbers of shelvings. */
  static String text(byte[] classFile) {
    StringWriter text = new StringWriter();
    TraceClassVisitor trace = new TraceClassVisitor(null, new Textifier(), new PrintWriter(text));
    new ClassReader(classFile).accept(new WithoutNops(trace), ClassReader.EXPAND_FRAMES);
    return text.toString()
        .replaceAll("(LDC|SIPUSH|ICONST_)[ 0-9]+(\n +INVOKESTATIC dev/weft/core/Hooks)", "PUSH$2");
  }

  private static final class WithoutNops extends ClassVisitor {
    WithoutNops(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitInsn(int opcode) {
          if (opcode != Opcodes.NOP) {
            super.visitInsn(opcode);
          }
        }
      };
    }
  }
}
