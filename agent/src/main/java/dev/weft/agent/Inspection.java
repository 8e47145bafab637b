package dev.weft.agent;

import dev.weft.Weaving;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** The switches {@code verify} and {@code dump}: what happens to a woven class before the JVM gets it. */
final class Inspection {
  private final boolean verify;
  private final @Nullable Path dump;

  Inspection(Options options) {
    this.verify = options.verify();
    this.dump = options.dump();
  }

  /** False if verification is asked for and fails: the class is then left as it was. */
  boolean accepts(@Nullable ClassLoader loader, String name, byte[] woven) {
    if (dump != null) {
      write(name, woven);
    }
    return !verify || isVerified(loader, name, woven);
  }

  private void write(String name, byte[] woven) {
    Path file = dump.resolve(name + ".class");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, woven);
    } catch (IOException e) {
      Log.line("cannot write " + file + ": " + e);
    }
  }

  private static boolean isVerified(@Nullable ClassLoader loader, String name, byte[] woven) {
    StringWriter text = new StringWriter();
    CheckClassAdapter.verify(new ClassReader(woven), loader, false, new PrintWriter(text));
    String problem = text.toString();
    if (problem.isEmpty()) {
      return true;
    }
    String first = problem.lines().findFirst().orElse("");
    Log.leftAlone(new Weaving.LeftAlone(name.replace('/', '.'), "", "woven it would not verify: " + first));
    return false;
  }
}
