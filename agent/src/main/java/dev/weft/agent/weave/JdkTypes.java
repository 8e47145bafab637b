package dev.weft.agent.weave;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.Type;

/**
 * Which methods of the JDK an application class can override: only a call of such a one can reach
 * woven code.
 */
final class JdkTypes {
  private static final Map<String, Boolean> OVERRIDABLE = new ConcurrentHashMap<>();

  private JdkTypes() {}

  /** Whether a subclass may have its own method there: then the call may reach woven code. */
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
