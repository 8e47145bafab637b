package dev.weft.agent.lambda;

import static org.objectweb.asm.Opcodes.*;

import dev.weft.core.ClassInfo;
import dev.weft.core.LambdaShape;
import dev.weft.core.LambdaSpinner.Spun;
import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes the class of a lambda's object: in all that a program can see of it, the class that the
 * JDK would have written.
 */
final class LambdaClass {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final LambdaShape shape;
  private final String name;
  private final ClassWriter out = new ClassWriter(0);
  private final List<String> names = new ArrayList<>();
  private final List<String> descriptors = new ArrayList<>();

  private LambdaClass(LambdaShape shape) {
    this.shape = shape;
    String suffix = JdkHabits.NUMBERS_NAMES ? "$$Lambda$" + NUMBER.incrementAndGet() : "$$Lambda";
    this.name = Type.getInternalName(shape.caller()).concat(suffix);
  }

  static Spun write(LambdaShape shape) {
    return new LambdaClass(shape).write();
  }

  static String field(int index) {
    return "arg$" + (index + 1);
  }

  private Spun write() {
    String[] interfaces =
        shape.interfaces().stream().map(Type::getInternalName).toArray(String[]::new);
    out.visit(
        V17, ACC_SUPER | ACC_FINAL | ACC_SYNTHETIC, name, null, "java/lang/Object", interfaces);
    fields();
    constructor();
    Call call = Call.of(shape.implementation());
    forward(shape.methodType(), ACC_PUBLIC, call);
    for (MethodType bridge : shape.bridges()) {
      forward(bridge, JdkHabits.bridgeFlags(), call);
    }
    if (shape.serializable()) {
      Serialization.writeReplace(
          method(ACC_PRIVATE | ACC_FINAL, "writeReplace", "()Ljava/lang/Object;"), name, shape);
    } else if (isSerializableByChance()) {
      Serialization.refuse(
          method(
              ACC_PRIVATE | ACC_FINAL,
              "writeObject",
              "(Ljava/io/ObjectOutputStream;)V",
              Serialization.REFUSAL));
      Serialization.refuse(
          method(
              ACC_PRIVATE | ACC_FINAL,
              "readObject",
              "(Ljava/io/ObjectInputStream;)V",
              Serialization.REFUSAL));
    }
    out.visitEnd();
    ClassInfo info =
        new ClassInfo(
            names.toArray(new String[0]),
            descriptors.toArray(new String[0]),
            new BitSet(),
            new BitSet(),
            null,
            new BitSet(),
            0);
    return new Spun(out.toByteArray(), info);
  }

  private boolean isSerializableByChance() {
    return shape.interfaces().stream().anyMatch(Serializable.class::isAssignableFrom);
  }

  private void fields() {
    MethodType captured = shape.factoryType();
    for (int i = 0; i < captured.parameterCount(); i++) {
      out.visitField(
              ACC_PRIVATE | ACC_FINAL,
              field(i),
              Type.getDescriptor(captured.parameterType(i)),
              null,
              null)
          .visitEnd();
    }
  }

  private void constructor() {
    MethodType captured = shape.factoryType().changeReturnType(void.class);
    MethodVisitor code = method(ACC_PRIVATE, "<init>", captured.toMethodDescriptorString());
    code.visitCode();
    code.visitVarInsn(ALOAD, 0);
    code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    int local = 1;
    for (int i = 0; i < captured.parameterCount(); i++) {
      Type type = Type.getType(captured.parameterType(i));
      code.visitVarInsn(ALOAD, 0);
      code.visitVarInsn(type.getOpcode(ILOAD), local);
      code.visitFieldInsn(PUTFIELD, name, field(i), type.getDescriptor());
      local += type.getSize();
    }
    code.visitInsn(RETURN);
    code.visitMaxs(3, local);
    code.visitEnd();
  }

  private void forward(MethodType type, int access, Call call) {
    int index = names.size();
    MethodVisitor code = method(access, shape.methodName(), type.toMethodDescriptorString());
    new LambdaMethod(code, name, shape, type, call).write(shape.methodName(), index);
  }

  private MethodVisitor method(
      int access, String methodName, String descriptor, String... exceptions) {
    names.add(methodName);
    descriptors.add(descriptor);
    return out.visitMethod(access, methodName, descriptor, null, exceptions);
  }
}
