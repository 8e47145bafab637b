package dev.weft.it.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.it.support.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** detect=throw throws at the application's own calls, and only there. */
class ThrowIT {
  private static final String ERROR = "dev.weft.detect.BlockingError: ";

  @TempDir private Path dir;

  @Test
  void throwsWhereTheApplicationCalls() throws Exception {
    Path rules = dir.resolve("weft.rules");
    Files.writeString(rules, "allow method=*.ThrowMain.allowed because it is short\n");
    ForkedJvm.Result result =
        new ForkedJvm().agent("detect=throw,rules=" + rules).run(ThrowMain.class.getName());
    assertEquals(1, result.exitCode(), result.output());
    List<String> lines = result.lines();
    thrown(lines, "sleep", "sleep: java.lang.Thread.sleep in ");
    said(lines, "file: not there");
    thrown(lines, "connect", "connect: java.net.Socket.<init> in ");
    said(lines, "refused: ConnectException!!");
    said(lines, "interrupted: InterruptedException!");
    said(lines, "callback: thrown at sleep");
    said(lines, "twice: thrown 2");
    said(lines, "lock: locked");
    said(lines, "allowed: slept");
    said(lines, "worker: slept");
  }

  private static void said(List<String> lines, String line) {
    assertTrue(lines.contains(line), () -> String.join("\n", lines));
  }

  private static void thrown(List<String> lines, String name, String what) {
    String begin = name + ": " + ERROR + what + ThrowMain.class.getName() + "." + name;
    assertTrue(
        lines.stream().anyMatch(line -> line.startsWith(begin) && line.endsWith(" at " + name)),
        () -> String.join("\n", lines));
  }

  @Test
  void throwsNothingForWhatTheBaselineKnows() throws Exception {
    Path report = dir.resolve("report.json");
    new ForkedJvm().agent("report=" + report).run(ThrowMain.class.getName()).mustSucceed();
    List<String> lines =
        new ForkedJvm()
            .agent("detect=throw,baseline=" + report)
            .run(ThrowMain.class.getName())
            .mustSucceed()
            .lines();
    said(lines, "sleep: slept");
    said(lines, "connect: connected true");
    said(lines, "callback: sleptslept");
    said(lines, "twice: thrown 0");
  }
}
