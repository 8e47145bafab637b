package dev.weft.it.detect;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acme.Submitting;
import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.JsonReport;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import dev.weft.it.support.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a task is submitted to, a finding in it has the test and the place that did. */
class SubmittingIT {
  @TempDir Path dir;

  @Test
  void aFindingHasTheTestAndThePlaceThatSubmittedItsTask() throws Exception {
    List<String> lines = run();
    Report report = JsonReport.read(file());
    assertEquals(List.of(), report.problems());
    assertTrue(lines.contains("other 0"), lines::toString);
    assertAll(Submitting.ways().stream().map(way -> () -> check(way, lines, report)));
  }

  @Test
  void theStackOfAFiberHasItsSuspendedCallers() throws Exception {
    run("fiberInACall");
    Finding finding = the("fiberInACall", JsonReport.read(file()));
    List<String> methods = finding.stack().stream().map(FrameInfo::method).toList();
    int callee = methods.indexOf("yieldAndBlock");
    assertEquals("suspendedCaller", methods.get(callee + 1), methods::toString);
  }

  private Path file() {
    return dir.resolve("report.json");
  }

  private List<String> run(String... ways) throws Exception {
    return new ForkedJvm()
        .agent("report=" + file())
        .run(SubmittingMain.class.getName(), ways)
        .mustSucceed()
        .lines();
  }

  private static void check(String way, List<String> lines, Report report) {
    List<String> counts = lines.stream().filter(line -> line.startsWith(way + " ")).toList();
    assertEquals(1, counts.size(), () -> way + ": " + lines);
    assertTrue(counts.get(0).matches(way + " [1-9][0-9]* 0"), counts::toString);
    Finding finding = the(way, report);
    assertEquals(List.of(way), finding.tests());
    assertEquals(List.of(), finding.sharedTests());
    assertTrue(
        finding.asyncStack().stream().anyMatch(frame -> isOf(way, frame)),
        () -> way + ": " + finding.asyncStack());
  }

  private static Finding the(String way, Report report) {
    List<Finding> found =
        report.findings().stream()
            .filter(finding -> finding.kind() == Kind.SLEEP && finding.tests().contains(way))
            .toList();
    assertEquals(1, found.size(), () -> way + ": " + found);
    return found.get(0);
  }

  private static boolean isOf(String way, FrameInfo frame) {
    return frame.className().equals(Submitting.class.getName())
        && (frame.method().equals(way) || frame.method().startsWith("lambda$" + way + "$"));
  }
}
