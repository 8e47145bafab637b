package dev.weft.agent.weave;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.Type;

/**
 * Which methods of the JDK an application class can override: only a call of such a one can reach
 * woven code.
 */
final class JdkTypes {
  private static final Map<String, Boolean> OVERRIDABLE = new ConcurrentHashMap<>();

  /** Final classes that are called most. */
  private static final Set<String> FINAL =
      Set.of(
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Class",
          "java/lang/Double",
          "java/lang/Float",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Short",
          "java/lang/StackTraceElement",
          "java/lang/String",
          "java/lang/StringBuffer",
          "java/lang/StringBuilder",
          "java/lang/reflect/Constructor",
          "java/lang/reflect/Field",
          "java/lang/reflect/Method",
          "java/net/URI",
          "java/net/URL",
          "java/util/Locale",
          "java/util/Optional",
          "java/util/StringJoiner",
          "java/util/UUID",
          "java/util/regex/Matcher",
          "java/util/regex/Pattern");

  private static final Set<String> FINAL_OF_OBJECT =
      Set.of("getClass", "wait", "notify", "notifyAll");

  private JdkTypes() {}

  /**
   * As {@link #isOverridable}, but without a look at the class, which takes longer than all else
   * that happens to a class as it loads: true for some methods that are not.
   */
  static boolean mayBeOverridable(String owner, String name) {
    return !FINAL.contains(owner) && !FINAL_OF_OBJECT.contains(name);
  }

  static boolean isOverridable(String owner, String name, String descriptor) {
    Boolean known = OVERRIDABLE.get(owner + '.' + name + descriptor);
    if (known != null) {
      return known;
    }
    boolean result = compute(owner, name, descriptor);
    OVERRIDABLE.put(owner + '.' + name + descriptor, result);
    return result;
  }

  private static boolean compute(String owner, String name, String descriptor) {
    Class<?> type;
    try {
      type = Class.forName(owner.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return true;
    }
    if (Modifier.isFinal(type.getModifiers())) {
      return false;
    }
    for (Class<?> t = type; t != null; t = t.getSuperclass()) {
      for (Method method : declaredMethods(t)) {
        if (method.getName().equals(name) && Type.getMethodDescriptor(method).equals(descriptor)) {
          return !Modifier.isFinal(method.getModifiers());
        }
      }
    }
    return true;
  }

  private static Method[] declaredMethods(Class<?> type) {
    try {
      return type.getDeclaredMethods();
    } catch (LinkageError e) {
      return new Method[0];
    }
  }
}
