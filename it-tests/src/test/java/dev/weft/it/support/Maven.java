package dev.weft.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs Maven on a project that is not part of the build, with the build's local repository. */
public final class Maven {
  private Maven() {}

  /**
   * @throws AssertionError with what it prints unless it succeeds in time
   */
  public static void run(Path project, String... arguments) {
    List<String> line = new ArrayList<>(List.of("mvn", "-B"));
    line.add(
        "-Dmaven.repo.local="
            + Objects.requireNonNull(
                System.getProperty("weft.localRepository"), "weft.localRepository"));
    line.addAll(List.of(arguments));
    try {
      Commands.Outcome outcome = Commands.run(project, line);
      if (outcome.exit() != 0) {
        throw new AssertionError(String.join(" ", line) + ":\n" + outcome.text());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
