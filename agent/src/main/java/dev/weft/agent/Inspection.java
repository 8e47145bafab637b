package dev.weft.agent;

import dev.weft.Weaving;
import dev.weft.core.CopySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The switches {@code verify} and {@code dump}: what happens to a woven class before the JVM gets
 * it.
 */
final class Inspection {
  private final boolean verify;
  private final @Nullable Path dump;

  Inspection(Options options) {
    this.verify = options.verify();
    this.dump = options.dump();
  }

  /** False if verification is asked for and fails: the class is then left as it was. */
  boolean accepts(@Nullable ClassLoader loader, String name, byte[] woven) {
    Path directory = dump;
    if (directory != null) {
      write(directory.resolve(name + ".class"), woven);
    }
    return !verify || isVerified(loader, name.replace('/', '.'), woven);
  }

  /** What the JVM gets as the copy, beside its original; the JVM verifies every copy. */
  void dumpCopy(Class<?> original, CopySource.Written copy) {
    Path directory = dump;
    if (directory != null) {
      write(
          directory.resolve(original.getName().replace('.', '/') + "$$Weft.class"),
          copy.classFile());
    }
  }

  private static void write(Path file, byte[] woven) {
    try {
      Path directory = file.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      Files.write(file, woven);
    } catch (IOException e) {
      Log.line("cannot write " + file + ": " + e);
    }
  }

  private static boolean isVerified(@Nullable ClassLoader loader, String name, byte[] woven) {
    String problem = VerifyingLoader.problemOf(loader, name, woven);
    if (problem == null) {
      return true;
    }
    Log.leftAlone(new Weaving.LeftAlone(name, "", "woven it would not verify: " + problem));
    return false;
  }
}
