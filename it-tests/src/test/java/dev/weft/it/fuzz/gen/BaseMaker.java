package dev.weft.it.fuzz.gen;

import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the superclass of a program's classes. It belongs to the program, because a subclass of a
 * woven class is woven whatever its name.
 *
 * <pre>
 * public class Base implements IntSupplier {
 *   public final int id = FuzzProbe.nextId();             // objects are told apart by the order in which they were made
 *   public int pass(int v) { return FuzzProbe.pass(v); }  // and so for long, float, double and Object
 *   public int getAsInt() { return id; }
 *   public String toString() { return FuzzProbe.name(id); }
 * }
 * </pre>
 */
final class BaseMaker {
  private static final String NAME = Types.BASE.getInternalName();

  private final ClassWriter cw = new ClassWriter(ClassWriter.COMPUTE_MAXS);

  private BaseMaker() {}

  static byte[] make(int version) {
    return new BaseMaker().write(version);
  }

  private byte[] write(int version) {
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER;
    cw.visit(
        version,
        access,
        NAME,
        null,
        "java/lang/Object",
        new String[] {"java/util/function/IntSupplier"});
    cw.visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, "id", "I", null, null).visitEnd();
    constructor();
    for (Type type :
        List.of(Type.INT_TYPE, Type.LONG_TYPE, Type.FLOAT_TYPE, Type.DOUBLE_TYPE, Types.OBJECT)) {
      pass(type);
    }
    MethodVisitor id = method("getAsInt", "()I");
    loadId(id);
    end(id, Opcodes.IRETURN);
    MethodVisitor name = method("toString", "()Ljava/lang/String;");
    loadId(name);
    name.visitMethodInsn(Opcodes.INVOKESTATIC, Types.PROBE, "name", "(I)Ljava/lang/String;", false);
    end(name, Opcodes.ARETURN);
    cw.visitEnd();
    return cw.toByteArray();
  }

  private MethodVisitor method(String name, String descriptor) {
    MethodVisitor mv = cw.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
    mv.visitCode();
    return mv;
  }

  private static void loadId(MethodVisitor mv) {
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitFieldInsn(Opcodes.GETFIELD, NAME, "id", "I");
  }

  private static void end(MethodVisitor mv, int opcode) {
    mv.visitInsn(opcode);
    mv.visitMaxs(0, 0);
    mv.visitEnd();
  }

  private void constructor() {
    MethodVisitor mv = method("<init>", "()V");
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, Types.PROBE, "nextId", "()I", false);
    mv.visitFieldInsn(Opcodes.PUTFIELD, NAME, "id", "I");
    end(mv, Opcodes.RETURN);
  }

  private void pass(Type type) {
    String descriptor = Type.getMethodDescriptor(type, type);
    MethodVisitor mv = method("pass", descriptor);
    mv.visitVarInsn(Types.isRef(type) ? Opcodes.ALOAD : type.getOpcode(Opcodes.ILOAD), 1);
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, Types.PROBE, "pass", descriptor, false);
    end(mv, Types.isRef(type) ? Opcodes.ARETURN : type.getOpcode(Opcodes.IRETURN));
  }
}
