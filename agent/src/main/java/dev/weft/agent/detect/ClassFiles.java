package dev.weft.agent.detect;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The class files of loaded classes, as their loaders have them. */
final class ClassFiles {
  private final Instrumentation instrumentation;

  ClassFiles(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Those that can be read. Looks at all classes of the JVM.
   *
   * @param names with dots
   */
  Map<String, byte[]> of(Set<String> names) {
    Set<String> wanted = new HashSet<>(names);
    Map<String, byte[]> files = new HashMap<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (wanted.remove(type.getName())) {
        byte[] file = of(type);
        if (file != null) {
          files.put(type.getName(), file);
        }
      }
    }
    return files;
  }

  private static byte @Nullable [] of(Class<?> type) {
    String name = type.getName();
    String resource = name.substring(name.lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException | RuntimeException e) {
      return null; // it can be done without
    }
  }
}
