package dev.weft.it.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a JDK's Java compiler, in a process of its own. */
public final class Javac {
  private static final long DEADLINE_SECONDS = 120;

  private Javac() {}

  /**
   * Compiles against this JVM's class path.
   *
   * @param java the java command of the JDK whose compiler it is
   * @param release the class file level
   * @param out an existing directory for the class files
   * @throws AssertionError with what the compiler says unless it succeeds in time
   */
  public static void compile(
      Path java, int release, List<Path> sources, Path out, String... options)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(java.resolveSibling("javac").toString()));
    line.addAll(List.of("--release", "" + release, "-proc:none", "-Xlint:none", "-nowarn"));
    line.addAll(List.of("-encoding", "UTF-8", "-d", out.toString()));
    line.addAll(List.of("-cp", out + File.pathSeparator + System.getProperty("java.class.path")));
    line.addAll(List.of(options));
    sources.forEach(source -> line.add(source.toString()));
    Path messages = Files.createTempFile("weft-javac", ".out");
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(messages.toFile())
            .start();
    try {
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("javac " + release + ":\n" + Files.readString(messages));
      }
    } finally {
      process.destroyForcibly().waitFor();
      Files.delete(messages);
    }
  }
}
