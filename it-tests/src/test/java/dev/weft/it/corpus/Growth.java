package dev.weft.it.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;

/**
 * How much bytecode copies have beside their originals, measured on the class files that the
 * agent's {@code dump} option wrote.
 */
final class Growth {
  /** HotSpot inlines hot methods up to this length, in bytes. */
  static final int INLINED = 325;

  /** HotSpot compiles methods up to this length, in bytes. */
  static final int COMPILED = 8000;

  private final Path dump;
  long methods;
  long classBytes;
  long copyBytes;
  long copiedMethods;
  long copiedBefore;
  long copiedAfter;
  long further;
  int passedInlined;
  int passedCompiled;

  private Growth(Path dump) {
    this.dump = dump;
  }

  /** Adds up all classes of the jars; one that was not dumped has no copy. */
  static Growth measure(List<Path> jars, Path dump) throws IOException {
    Growth growth = new Growth(dump);
    for (Path path : jars) {
      try (JarFile jar = JarClasses.open(path)) {
        for (String name : JarClasses.names(path)) {
          growth.add(JarClasses.read(jar, name), name);
        }
      }
    }
    return growth;
  }

  private void add(byte[] original, String name) throws IOException {
    List<CodeSizes.Method> before = CodeSizes.of(original);
    classBytes += original.length;
    methods += before.stream().filter(method -> method.length() > 0).count();
    Path file = dump.resolve(name.replace('.', '/') + "$$Weft.class");
    if (!Files.exists(file)) {
      return;
    }
    byte[] copy = Files.readAllBytes(file);
    copyBytes += copy.length;
    Map<String, Integer> after = new HashMap<>();
    CodeSizes.of(copy).forEach(method -> after.put(method.name(), method.length()));
    for (int place = 0; place < before.size(); place++) {
      Integer length = after.remove(before.get(place).name() + "$" + place);
      if (length != null) {
        add(before.get(place).length(), length);
      }
    }
    after.values().forEach(length -> further += length);
  }

  private void add(int before, int after) {
    copiedMethods++;
    copiedBefore += before;
    copiedAfter += after;
    passedInlined += before <= INLINED && after > INLINED ? 1 : 0;
    passedCompiled += before <= COMPILED && after > COMPILED ? 1 : 0;
  }
}
