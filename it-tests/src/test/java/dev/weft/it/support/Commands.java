package dev.weft.it.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs such as Maven to their end. */
public final class Commands {
  private static final long MINUTES = 8;

  private Commands() {}

  /** How a command ended, and what it printed. */
  public record Outcome(int exit, String text) {}

  /**
   * Runs a command in a directory, with the JDK of this JVM, and without what the environment would
   * add to it.
   *
   * @throws AssertionError with what it has printed if it does not end in time
   */
  public static Outcome run(Path directory, List<String> line)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("weft-command", ".out");
    try {
      return run(directory, line, output);
    } finally {
      Files.delete(output);
    }
  }

  private static Outcome run(Path directory, List<String> line, Path output)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("GITHUB_ACTIONS");
    builder.environment().remove("MAVEN_OPTS");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(
            String.join(" ", line)
                + " takes longer than "
                + MINUTES
                + " minutes:\n"
                + Files.readString(output));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return new Outcome(process.exitValue(), Files.readString(output));
  }
}
