package dev.weft.it.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The JDKs and jars to test with: from the build's system properties, or from where the build
 * leaves them.
 */
public final class Jdks {
  private Jdks() {}

  /** The java command of the JVM under test: property {@code weft.test.java}, or this JVM's. */
  public static Path java() {
    String given = System.getProperty("weft.test.java", "");
    return given.isEmpty()
        ? Path.of(System.getProperty("java.home"), "bin", "java")
        : Path.of(given);
  }

  /** The feature version of the JDK that a java command belongs to. */
  public static int version(Path java) {
    Path release = java.toAbsolutePath().normalize().getParent().getParent().resolve("release");
    Properties properties = new Properties();
    try (var in = Files.newInputStream(release)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String quoted = properties.getProperty("JAVA_VERSION");
    return Runtime.Version.parse(quoted.replace("\"", "")).feature();
  }

  /**
   * The java command of a JDK, with a compiler, of at least that version: the one under test, or a
   * neighbour of one known.
   */
  public static Optional<Path> atLeast(int feature) {
    Path home = Path.of(System.getProperty("java.home")).toAbsolutePath();
    return Stream.concat(Stream.of(java()), neighbours(home))
        .filter(
            java -> Files.isExecutable(java) && Files.isExecutable(java.resolveSibling("javac")))
        .filter(java -> version(java) >= feature)
        .findFirst();
  }

  private static Stream<Path> neighbours(Path home) {
    File[] siblings = home.getParent().toFile().listFiles(File::isDirectory);
    return siblings == null
        ? Stream.empty()
        : Stream.of(siblings).map(dir -> dir.toPath().resolve("bin/java")).sorted();
  }

  /** The agent's jar: property {@code weft.agent}, or the agent module's output. */
  public static Path agent() {
    return built("weft.agent", "agent/target/weft-agent.jar");
  }

  /** The runtime's jar: property {@code weft.runtime}, or the runtime module's output. */
  public static Path runtime() {
    return built("weft.runtime", "runtime/target/weft-runtime.jar");
  }

  private static Path built(String property, String output) {
    String given = System.getProperty(property, "");
    if (!given.isEmpty()) {
      return Path.of(given);
    }
    for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      if (Files.exists(dir.resolve(output))) {
        return dir.resolve(output);
      }
    }
    throw new IllegalStateException(
        "no "
            + output
            + " above "
            + Path.of("").toAbsolutePath()
            + ": build it, or set "
            + property);
  }
}
