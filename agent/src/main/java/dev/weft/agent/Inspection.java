package dev.weft.agent;

import dev.weft.core.CopySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The switches {@code verify} and {@code dump}: what happens to a copy before the JVM gets it. */
final class Inspection {
  private final boolean verify;
  private final @Nullable Path dump;

  Inspection(Options options) {
    this.verify = options.verify();
    this.dump = options.dump();
  }

  /**
   * What the verifier says against a copy, if it is asked: the JVM verifies copies itself, but not
   * those of the boot loader's classes, nor any where its verification is turned off.
   */
  @Nullable String problemOf(Class<?> original, CopySource.Written copy) {
    return verify
        ? VerifyingLoader.problemOf(original.getClassLoader(), nameOf(original), copy.classFile())
        : null;
  }

  /** Writes a copy out, beside where its original would be. */
  void dump(Class<?> original, CopySource.Written copy) {
    Path directory = dump;
    if (directory != null) {
      write(directory.resolve(nameOf(original).replace('.', '/') + ".class"), copy.classFile());
    }
  }

  private static String nameOf(Class<?> original) {
    return original.getName() + "$$Weft";
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
}
