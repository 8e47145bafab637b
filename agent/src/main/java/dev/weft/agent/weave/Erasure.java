package dev.weft.agent.weave;

import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.Type;

/**
 * The types by which a stub calls its copy. The JVM loads every type of a dynamic call's descriptor
 * and checks access to it; those of a method's own descriptor it need not even find. So all but the
 * class itself and public types of the JDK travel as Object.
 */
final class Erasure {
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");
  private static final Map<String, Boolean> PUBLIC = new ConcurrentHashMap<>();

  private Erasure() {}

  /**
   * @param owner internal name of the class itself
   */
  static Type of(Type type, String owner) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    if (element.getSort() != Type.OBJECT) {
      return type;
    }
    String name = element.getInternalName();
    return name.equals(owner) || isPublicJdk(name) ? type : OBJECT;
  }

  /** All types of a method's descriptor. */
  static String ofMethod(String descriptor, String owner) {
    StringBuilder erased = new StringBuilder("(");
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      erased.append(of(argument, owner).getDescriptor());
    }
    Type result = of(Type.getReturnType(descriptor), owner);
    return erased.append(')').append(result.getDescriptor()).toString();
  }

  private static boolean isPublicJdk(String name) {
    if (!name.startsWith("java/")) {
      return name.equals(Code.CORE);
    }
    Boolean known = PUBLIC.get(name);
    if (known == null) {
      known = lookUp(name);
      PUBLIC.put(name, known);
    }
    return known;
  }

  private static boolean lookUp(String name) {
    try {
      Class<?> type = Class.forName(name.replace('/', '.'), false, null);
      return Modifier.isPublic(type.getModifiers());
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
