package dev.weft.agent.lambda;

import static org.objectweb.asm.Opcodes.*;

import dev.weft.core.ClassInfo;
import dev.weft.core.CopyInfo;
import dev.weft.core.Spinner.Spun;
import java.lang.reflect.Method;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes a class through which a method is called that is known only by reflection. */
final class ReflectiveClass {
  private ReflectiveClass() {}

  /**
   * @param type the interface to implement, with one abstract method of {@link
   *     ReflectiveMethod#TYPE}
   */
  static Spun write(Class<?> type, Method target, Class<?> host) {
    String name = Type.getInternalName(host) + "$$Reflective";
    String descriptor = ReflectiveMethod.TYPE.toMethodDescriptorString();
    String method = type.getMethods()[0].getName();
    ClassWriter out = new ClassWriter(0);
    out.visit(
        V17,
        ACC_SUPER | ACC_FINAL | ACC_SYNTHETIC,
        name,
        null,
        "java/lang/Object",
        new String[] {Type.getInternalName(type)});
    MethodVisitor code = out.visitMethod(ACC_PUBLIC, method, descriptor, null, null);
    Call call = Call.of(target);
    new ReflectiveMethod(code, name, call, false).write(0);
    String wovenName = CopyInfo.nameOf(method, 0);
    String wovenDescriptor = SpunMethod.wovenDescriptor(ReflectiveMethod.TYPE);
    MethodVisitor woven = out.visitMethod(ACC_STATIC, wovenName, wovenDescriptor, null, null);
    new ReflectiveMethod(woven, name, call, true).write(1);
    call.writeDispatch(out);
    out.visitEnd();
    ClassInfo info =
        ClassInfo.ofSpun(
            new String[] {method, wovenName},
            new String[] {descriptor, wovenDescriptor},
            new int[] {ACC_PUBLIC, ACC_STATIC});
    return new Spun(out.toByteArray(), info);
  }
}
