package dev.weft.it.fuzz;

import dev.weft.it.fuzz.gen.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.TraceClassVisitor;

/** Writes a failing program out: class files and their instructions as text. */
final class Dump {
  private Dump() {}

  /**
   * @return the directory
   */
  static Path write(Path target, Program program, String note) {
    try {
      Files.createDirectories(target);
      for (Map.Entry<String, byte[]> each : program.classes().entrySet()) {
        Files.write(target.resolve(each.getKey() + ".class"), each.getValue());
        try (PrintWriter text = new PrintWriter(target.resolve(each.getKey() + ".txt").toFile())) {
          new ClassReader(each.getValue()).accept(new TraceClassVisitor(text), 0);
        }
      }
      Files.writeString(target.resolve("failure.txt"), note);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
