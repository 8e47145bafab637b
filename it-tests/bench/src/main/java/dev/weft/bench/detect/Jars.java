package dev.weft.bench.detect;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The agents, which lie where the build put them. */
public final class Jars {
  private Jars() {}

  /** Weft's, or the one that the system property weft.agent names. */
  public static Path agent() {
    String named = System.getProperty("weft.agent");
    return existing(
        named != null
            ? Path.of(named).toAbsolutePath()
            : own().resolveSibling("../../../agent/target/weft-agent.jar").normalize());
  }

  public static Path blockHound() {
    return existing(own().resolveSibling("blockhound.jar"));
  }

  /** The benchmarks and what they need. */
  public static Path own() {
    try {
      return Path.of(Jars.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path existing(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "no " + jar + ": build it, or name Weft's agent by -Dweft.agent=FILE");
    }
    return jar;
  }
}
