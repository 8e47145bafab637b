package dev.weft.it.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;

/**
 * How much bytecode weaving adds, measured on the class files that the agent's {@code dump} option
 * wrote.
 */
final class Growth {
  /** HotSpot inlines hot methods up to this length, in bytes. */
  static final int INLINED = 325;

  /** HotSpot compiles methods up to this length, in bytes. */
  static final int COMPILED = 8000;

  private final Path dump;
  long methods;
  long codeBefore;
  long codeAfter;
  long classesBefore;
  long classesAfter;
  long changedMethods;
  long changedBefore;
  long changedAfter;
  int passedInlined;
  int passedCompiled;

  private Growth(Path dump) {
    this.dump = dump;
  }

  /** Adds up all classes of the jars; one that was not dumped was not woven. */
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
    Path file = dump.resolve(name.replace('.', '/') + ".class");
    byte[] woven = Files.exists(file) ? Files.readAllBytes(file) : original;
    classesBefore += original.length;
    classesAfter += woven.length;
    Map<String, Integer> before = CodeSizes.of(original);
    Map<String, Integer> after = woven == original ? before : CodeSizes.of(woven);
    before.forEach((method, length) -> add(length, after.getOrDefault(method, length)));
  }

  private void add(int before, int after) {
    methods++;
    codeBefore += before;
    codeAfter += after;
    if (before != after) {
      changedMethods++;
      changedBefore += before;
      changedAfter += after;
    }
    passedInlined += before <= INLINED && after > INLINED ? 1 : 0;
    passedCompiled += before <= COMPILED && after > COMPILED ? 1 : 0;
  }
}
