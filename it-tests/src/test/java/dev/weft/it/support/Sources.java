package dev.weft.it.support;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where this module's test sources are, for tests that compile them otherwise than the build does.
 */
public final class Sources {
  private Sources() {}

  /** The source file of a top-level test class. */
  public static Path of(Class<?> type) {
    return root().resolve("java").resolve(type.getName().replace('.', '/') + ".java");
  }

  /** A file among the test resources. */
  public static Path resource(String path) {
    return root().resolve("resources").resolve(path);
  }

  private static Path root() {
    for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      for (Path root : new Path[] {dir.resolve("src/test"), dir.resolve("it-tests/src/test")}) {
        if (Files.exists(root.resolve("java/dev/weft/it/support/Sources.java"))) {
          return root;
        }
      }
    }
    throw new IllegalStateException("no test sources above " + Path.of("").toAbsolutePath());
  }
}
