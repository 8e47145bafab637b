package dev.weft.it.application;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Lines of an application that end in {@code // bug: NAME}. */
final class PlantedBugs {
  private static final String MARK = "// bug: ";

  private PlantedBugs() {}

  /** The number of the line with that bug; 0 if there is none. */
  static int line(Application application, String className, String bug) throws IOException {
    List<String> lines = application.source(className);
    return IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).endsWith(MARK + bug))
            .findFirst()
            .orElse(-1)
        + 1;
  }

  static boolean isAt(Application application, String className, int line) throws IOException {
    return className.startsWith("acme.")
        && application.source(className).get(line - 1).contains(MARK);
  }
}
