package dev.weft.agent.weave;

import org.objectweb.asm.Type;

/**
 * The types by which copies are called. The JVM loads every type of a dynamic call's descriptor and
 * checks access to it; those of a method's own descriptor it need not even find. So all references
 * travel as Object.
 */
final class Erasure {
  static final Type OBJECT = Type.getObjectType("java/lang/Object");

  private Erasure() {}

  static boolean isErased(Type type) {
    return type.getSort() >= Type.ARRAY && !type.equals(OBJECT);
  }

  private static Type of(Type type) {
    return type.getSort() >= Type.ARRAY ? OBJECT : type;
  }

  /**
   * The descriptor by which a method's copy is called: receiver, arguments, continuation.
   *
   * @param descriptor the method's own
   */
  static String ofCopy(String descriptor, boolean isStatic) {
    StringBuilder erased = new StringBuilder("(");
    if (!isStatic) {
      erased.append(OBJECT.getDescriptor());
    }
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      erased.append(of(argument).getDescriptor());
    }
    return erased
        .append('L')
        .append(Code.CORE)
        .append(";)")
        .append(of(Type.getReturnType(descriptor)).getDescriptor())
        .toString();
  }

  /** All types of a method's descriptor. */
  static String ofMethod(String descriptor) {
    StringBuilder erased = new StringBuilder("(");
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      erased.append(of(argument).getDescriptor());
    }
    return erased.append(')').append(of(Type.getReturnType(descriptor)).getDescriptor()).toString();
  }
}
