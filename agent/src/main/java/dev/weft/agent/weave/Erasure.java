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
    return isErased(type.getDescriptor(), 0, owner) ? OBJECT : type;
  }

  /** Whether the type that begins at {@code at} in a descriptor travels as Object. */
  static boolean isErased(String descriptor, int at, String owner) {
    int element = at;
    while (descriptor.charAt(element) == '[') {
      element++;
    }
    if (descriptor.charAt(element) != 'L') {
      return false;
    }
    int name = element + 1;
    int end = descriptor.indexOf(';', name);
    return !isAt(descriptor, name, end, owner)
        && !isAt(descriptor, name, end, Code.CORE)
        && !(descriptor.startsWith("java/", name) && isPublic(descriptor.substring(name, end)));
  }

  private static boolean isAt(String descriptor, int from, int to, String name) {
    return to - from == name.length() && descriptor.startsWith(name, from);
  }

  /** All types of a method's descriptor. */
  static String ofMethod(String descriptor, String owner) {
    StringBuilder erased = new StringBuilder(descriptor.length() + 32);
    for (int at = 0; at < descriptor.length(); ) {
      char first = descriptor.charAt(at);
      int next = first == '(' || first == ')' ? at + 1 : Descriptors.next(descriptor, at);
      if (isErased(descriptor, at, owner)) {
        erased.append(OBJECT.getDescriptor());
      } else {
        erased.append(descriptor, at, next);
      }
      at = next;
    }
    return erased.toString();
  }

  private static boolean isPublic(String name) {
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
