package dev.weft.it.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.Severity;
import dev.weft.it.support.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fiber holds while it is suspended is found, with the place where it was taken. */
class HeldIT {
  private static final String LOCK = "a lock held across a suspension";
  private static final String MONITOR = "a monitor held across a suspension";

  @TempDir Path dir;

  private Report run(String scenario) throws Exception {
    return Reported.of(new ForkedJvm(), dir, HeldMain.class, scenario);
  }

  private static List<Finding> all(Report report, String api) {
    return report.findings().stream().filter(finding -> finding.api().equals(api)).toList();
  }

  private Finding the(String scenario, String api, Kind kind, String method) throws Exception {
    Report report = run(scenario);
    List<Finding> found = all(report, api);
    assertEquals(1, found.size(), report::toString);
    Finding finding = found.get(0);
    assertEquals(kind, finding.kind());
    assertEquals(Severity.ERROR, finding.severity());
    FrameInfo frame = finding.frame();
    assertNotNull(frame);
    assertEquals(HeldMain.class.getName() + "." + method, frame.className() + "." + frame.method());
    assertTrue(frame.line() > 0, frame::toString);
    return finding;
  }

  @Test
  void aLock() throws Exception {
    for (String lock : List.of("lock", "write-lock", "read-lock")) {
      Finding finding = the(lock, LOCK, Kind.LOCK, "acrossSleep");
      assertEquals(1, finding.count());
      assertTrue(finding.maxNanos() >= 4_000_000, finding::toString);
      assertTrue(finding.details().get(Finding.SUSPENDED).contains("HeldMain.acrossSleep"));
      assertTrue(finding.threads().get(0).startsWith("weft-loop"), finding::toString);
    }
  }

  @Test
  void aLockThatAMethodTookWhichHasReturned() throws Exception {
    Finding finding = the("helper", LOCK, Kind.LOCK, "take");
    assertTrue(finding.details().get(Finding.SUSPENDED).contains("HeldMain.takenElsewhere"));
  }

  @Test
  void eachSuspensionCounts() throws Exception {
    assertEquals(10, the("yields", LOCK, Kind.LOCK, "acrossYields").count());
  }

  @Test
  void whatWasReleasedBeforeIsNotHeld() throws Exception {
    assertEquals(List.of(), all(run("released"), LOCK));
    assertEquals(List.of(), all(run("many"), LOCK));
  }

  @Test
  void aMonitorByTheLineOfItsBlock() throws Exception {
    Finding finding = the("monitor", MONITOR, Kind.MONITOR, "inMonitor");
    assertEquals(1, finding.count());
    FrameInfo frame = finding.frame();
    assertNotNull(frame);
    String suspended = finding.details().get(Finding.SUSPENDED);
    int line = Integer.parseInt(suspended.replaceAll(".*:(\\d+)\\)", "$1"));
    assertEquals(line - 5, frame.line(), suspended);
  }

  @Test
  void aSynchronizedMethod() throws Exception {
    the("synchronized", MONITOR, Kind.MONITOR, "inSynchronizedMethod");
  }
}
