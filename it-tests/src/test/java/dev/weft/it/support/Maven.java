package dev.weft.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Runs Maven on a project that is not part of the build, with the build's local repository. */
public final class Maven {
  private static final long MINUTES = 8;

  private Maven() {}

  /**
   * @throws AssertionError with what it prints unless it succeeds in time
   */
  public static void run(Path project, String... arguments) {
    List<String> line = new ArrayList<>(List.of("mvn", "-B"));
    line.add("-Dmaven.repo.local=" + property("weft.localRepository"));
    line.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("weft-maven", ".out");
      try {
        run(line, project, output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  private static void run(List<String> line, Path project, Path output)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("MAVEN_OPTS");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", line) + ":\n" + Files.readString(output));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
