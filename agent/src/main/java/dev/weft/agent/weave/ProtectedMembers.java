package dev.weft.agent.weave;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Type;

/** Protected members, by name and descriptor, that a class may use and its package may not. */
final class ProtectedMembers {
  private static final ClassValue<Set<String>> OF_JDK_CLASS =
      new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
          return byReflection(type);
        }
      };

  private ProtectedMembers() {}

  static Set<String> inheritedBy(Class<?> type, ClassHierarchy hierarchy) {
    Set<String> members = new HashSet<>();
    for (Class<?> up = type.getSuperclass(); up != null; up = up.getSuperclass()) {
      if (up.getClassLoader() != type.getClassLoader()
          || !up.getPackageName().equals(type.getPackageName())) {
        members.addAll(of(up, hierarchy));
      }
    }
    members.addAll(OF_JDK_CLASS.get(Object.class)); // an interface's code may clone as well
    return members;
  }

  /** From the class file, lest classes that its members mention be loaded early. */
  private static Set<String> of(Class<?> type, ClassHierarchy hierarchy) {
    String name = type.getName().replace('.', '/');
    if (ClassRules.isJdk(name)) {
      return OF_JDK_CLASS.get(type);
    }
    try {
      return hierarchy.protectedMembers(name);
    } catch (CannotWeaveException notThere) {
      return byReflection(type);
    }
  }

  private static Set<String> byReflection(Class<?> type) {
    Set<String> members = new HashSet<>();
    for (Method method : type.getDeclaredMethods()) {
      if (Modifier.isProtected(method.getModifiers())) {
        members.add(method.getName() + Type.getMethodDescriptor(method));
      }
    }
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isProtected(field.getModifiers())) {
        members.add(field.getName() + Type.getDescriptor(field.getType()));
      }
    }
    return Set.copyOf(members);
  }
}
