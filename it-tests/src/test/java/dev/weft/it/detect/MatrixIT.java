package dev.weft.it.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.it.support.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That blocking operations are found on an event loop, without any flag, and others are not. */
class MatrixIT {
  @TempDir Path dir;

  /**
   * A line that the program printed.
   *
   * @param found one text a finding
   */
  record Line(String operation, String kind, List<String> found) {
    static Line of(String text) {
      List<String> parts = Arrays.stream(text.split("\\|")).map(String::strip).toList();
      List<String> found =
          parts.subList(2, parts.size()).stream().filter(part -> !part.isEmpty()).toList();
      return new Line(parts.get(0), parts.get(1), found);
    }

    /** Whether it is as it should be, with the place where it is in these tests. */
    boolean isRight() {
      return kind.isEmpty()
          ? found.isEmpty()
          : found.stream()
              .anyMatch(one -> one.startsWith(kind + " ") && one.contains(" dev.weft.it.detect."));
    }
  }

  static List<Line> linesOf(ForkedJvm jvm, String observer) throws Exception {
    return jvm.run(MatrixMain.class.getName(), observer).mustSucceed().lines().stream()
        .filter(line -> line.contains(MatrixMain.BAR))
        .map(Line::of)
        .toList();
  }

  @Test
  void findsWhatBlocksAndNothingElse() throws Exception {
    Path report = dir.resolve("report.json");
    List<Line> lines = linesOf(new ForkedJvm().agent("report=" + report), "weft");
    List<Line> wrong = lines.stream().filter(line -> !line.isRight()).toList();
    assertEquals(List.of(), wrong, () -> String.join("\n", texts(wrong)));
    long blocking = lines.stream().filter(line -> !line.kind().isEmpty()).count();
    assertTrue(blocking >= 80, () -> "only " + blocking + " operations that block");
    assertTrue(
        lines.size() - blocking >= 20, () -> "only " + (lines.size() - blocking) + " silent");
    assertTrue(Files.readString(report).contains("\"live\": true"));
  }

  private static List<String> texts(List<Line> lines) {
    List<String> texts = new ArrayList<>();
    lines.forEach(line -> texts.add(line.toString()));
    return texts;
  }
}
