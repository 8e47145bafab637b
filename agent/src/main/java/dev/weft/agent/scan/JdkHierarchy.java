package dev.weft.agent.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The supertypes of classes of the running JDK. Initialises none. */
final class JdkHierarchy {
  private static final Map<String, List<String>> KNOWN = new ConcurrentHashMap<>();

  private JdkHierarchy() {}

  /** Internal names; empty for a class that the JDK does not have. */
  static List<String> supertypes(String type) {
    return KNOWN.computeIfAbsent(type, JdkHierarchy::load);
  }

  private static List<String> load(String type) {
    try {
      Class<?> loaded =
          Class.forName(type.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
      List<String> supertypes = new ArrayList<>();
      for (Class<?> each : loaded.getInterfaces()) {
        supertypes.add(each.getName().replace('.', '/'));
      }
      if (loaded.getSuperclass() != null) {
        supertypes.add(loaded.getSuperclass().getName().replace('.', '/'));
      }
      return List.copyOf(supertypes);
    } catch (ClassNotFoundException | LinkageError e) {
      return List.of();
    }
  }
}
