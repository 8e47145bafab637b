package dev.weft.it.lambda;

import static org.objectweb.asm.Opcodes.*;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * The classes around a lambda of one {@link Signature}. As Java:
 *
 * <pre>
 * interface Shape7 { R call(parameters); }
 * class Holder7 {
 *   static R implementation(parameters) { return (R) Passage.through(parameters boxed); }
 *   static Object call(Shape7 shape, Object[] arguments) { return shape.call(arguments unboxed); }
 * }
 * </pre>
 */
final class GeneratedLambda {
  static final String METHOD = "call";
  private static final String PACKAGE = "dev/weft/it/lambda/";
  private static final Type OBJECT = Type.getType(Object.class);
  private static final Type OBJECTS = Type.getType(Object[].class);
  private static final Type PASSAGE = Type.getType(Passage.class);
  private static final Method THROUGH = Method.getMethod("Object through(Object[], Class)");

  final Class<?> shape;
  final Class<?> holder;

  /**
   * @param number sets its names apart
   */
  GeneratedLambda(Signature signature, int number) throws IllegalAccessException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    shape = lookup.defineClass(shape(PACKAGE + "Shape" + number, signature.erased()));
    holder = lookup.defineClass(holder(PACKAGE + "Holder" + number, signature));
  }

  private static byte[] shape(String name, MethodType type) {
    ClassWriter out = new ClassWriter(0);
    out.visit(V17, ACC_INTERFACE | ACC_ABSTRACT, name, null, "java/lang/Object", null);
    out.visitMethod(ACC_PUBLIC | ACC_ABSTRACT, METHOD, type.toMethodDescriptorString(), null, null)
        .visitEnd();
    out.visitEnd();
    return out.toByteArray();
  }

  private byte[] holder(String name, Signature signature) {
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    out.visit(V17, ACC_SUPER, name, null, "java/lang/Object", null);
    implementation(out, signature.implementation());
    caller(out, signature.erased());
    out.visitEnd();
    return out.toByteArray();
  }

  private static void implementation(ClassWriter out, MethodType type) {
    GeneratorAdapter code = method(out, "implementation", type.toMethodDescriptorString());
    code.loadArgArray();
    Type result = Type.getType(type.returnType());
    push(code, result);
    code.invokeStatic(PASSAGE, THROUGH);
    if (result == Type.VOID_TYPE) {
      code.pop();
    } else {
      code.unbox(result);
    }
    code.returnValue();
    code.endMethod();
  }

  private static void push(GeneratorAdapter code, Type type) {
    if (type.getSort() == Type.VOID) {
      code.getStatic(Type.getType(Void.class), "TYPE", Type.getType(Class.class));
    } else {
      code.push(type);
    }
  }

  private void caller(ClassWriter out, MethodType type) {
    String descriptor = Type.getMethodDescriptor(OBJECT, Type.getType(shape), OBJECTS);
    GeneratorAdapter code = method(out, METHOD, descriptor);
    code.loadArg(0);
    for (int i = 0; i < type.parameterCount(); i++) {
      code.loadArg(1);
      code.push(i);
      code.arrayLoad(OBJECT);
      code.unbox(Type.getType(type.parameterType(i)));
    }
    code.invokeInterface(Type.getType(shape), new Method(METHOD, type.toMethodDescriptorString()));
    code.box(Type.getType(type.returnType()));
    code.returnValue();
    code.endMethod();
  }

  private static GeneratorAdapter method(ClassWriter out, String name, String descriptor) {
    MethodVisitor code = out.visitMethod(ACC_STATIC, name, descriptor, null, null);
    GeneratorAdapter adapter = new GeneratorAdapter(code, ACC_STATIC, name, descriptor);
    adapter.visitCode();
    return adapter;
  }
}
