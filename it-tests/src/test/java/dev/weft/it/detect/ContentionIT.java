package dev.weft.it.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.JsonReport;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.Severity;
import dev.weft.it.support.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Monitors and locks that another thread has: when they are found, and that it is named. */
class ContentionIT {
  private static final String LIVE = "contended monitors: live";

  @TempDir Path dir;

  private Report run(ForkedJvm jvm, String... args) throws Exception {
    return Reported.of(jvm, dir, ContentionMain.class, args);
  }

  private Report run(String... args) throws Exception {
    return run(new ForkedJvm(), args);
  }

  private static List<Finding> all(Report report, Kind kind) {
    return report.findings().stream().filter(finding -> finding.kind() == kind).toList();
  }

  private static Finding the(Report report, Kind kind) {
    List<Finding> found = all(report, kind);
    assertEquals(1, found.size(), report::toString);
    return found.get(0);
  }

  private static void assertMethod(String method, FrameInfo frame) {
    assertEquals(
        ContentionMain.class.getName() + "." + method, frame.className() + "." + frame.method());
    assertEquals("ContentionMain.java", frame.file());
    assertTrue(frame.line() > 0, frame::toString);
  }

  private static String detail(Finding finding, String name) {
    return Objects.requireNonNull(finding.details().get(name), finding::toString);
  }

  @Test
  void aMonitorThatIsWaitedForBrieflyIsFoundThoughTheJvmExitsAtOnce() throws Exception {
    Report report = run("monitor");
    assertTrue(report.layers().contains(LIVE), report.layers()::toString);
    Finding monitor = the(report, Kind.MONITOR);
    assertEquals(Severity.ERROR, monitor.severity());
    assertEquals(1, monitor.count());
    // the owner counts from when it sees the thread blocked, JFR from a moment later
    assertTrue(monitor.maxNanos() >= 100_000_000, monitor::toString);
    assertMethod("enterMonitor", Objects.requireNonNull(monitor.frame()));
    assertEquals(ContentionMain.OWNER, detail(monitor, Finding.OWNER));
    assertEquals("java.lang.StringBuilder", detail(monitor, "monitor"));
    assertTrue(monitor.threads().get(0).startsWith("multiThreadIoEventLoopGroup"));
  }

  @Test
  void inATaskOfADefaultEventLoop() throws Exception {
    Finding monitor = the(run("default-loop"), Kind.MONITOR);
    assertEquals(1, monitor.count());
    assertMethod("enterMonitor", Objects.requireNonNull(monitor.frame()));
  }

  @Test
  void eachWaitIsCounted() throws Exception {
    assertEquals(10, the(run("often"), Kind.MONITOR).count());
  }

  @Test
  void aDeepStack() throws Exception {
    Finding monitor = the(run("deep"), Kind.MONITOR);
    assertTrue(monitor.stack().size() > 200, () -> "" + monitor.stack().size());
  }

  @Test
  void aDeepStackThatTheUsersRecordingCutsOff() throws Exception {
    Path file = dir.resolve("user.jfr");
    ForkedJvm jvm = new ForkedJvm().jvm("-XX:StartFlightRecording=filename=" + file);
    Finding monitor = the(run(jvm, "deep"), Kind.MONITOR);
    assertEquals(64, monitor.stack().size());
    assertTrue(Files.size(file) > 0);
  }

  @Test
  void elsewhereThreadsMayWait() throws Exception {
    Report report = run("elsewhere");
    assertEquals(List.of(), all(report, Kind.MONITOR));
    assertTrue(report.layers().contains(LIVE), report.layers()::toString);
  }

  @Test
  void aRecordingOfTheUsersOwnHasWhatItAskedFor() throws Exception {
    Path file = dir.resolve("user.jfr");
    Report report = run("recorded", file.toString());
    assertEquals(2, the(report, Kind.MONITOR).count());
    assertTrue(
        RecordingFile.readAllEvents(file).stream()
            .anyMatch(event -> event.getEventType().getName().equals("jdk.JavaMonitorEnter")));
  }

  @Test
  void aLongWaitIsCountedOnceAndItsOwnerIsSeenAtWork() throws Exception {
    Finding monitor = the(run("long"), Kind.MONITOR);
    assertEquals(1, monitor.count());
    assertEquals(ContentionMain.OWNER, detail(monitor, Finding.OWNER));
    assertTrue(
        detail(monitor, Finding.OWNER_FRAME).contains("ContentionKeeper.keepUntilWaitedFor"));
    assertTrue(detail(monitor, Finding.OWNER_STACK).contains("java.lang.Thread.run"));
  }

  @Test
  void aWaitThatHasNotEnded() throws Exception {
    Finding monitor = the(run("endless"), Kind.MONITOR);
    assertEquals(1, monitor.count());
    assertTrue(monitor.maxNanos() >= 100_000_000, monitor::toString);
    assertTrue(
        detail(monitor, Finding.OWNER_FRAME).contains("ContentionKeeper.keepUntilWaitedFor"));
  }

  @Test
  void withoutJfrLongWaitsAreFoundAndTheReportSaysSo() throws Exception {
    Path file = dir.resolve("report.json");
    ForkedJvm jvm =
        new ForkedJvm()
            .jvm("--limit-modules=java.instrument,java.management,java.logging,jdk.unsupported");
    ForkedJvm.Result result =
        jvm.agent("report=" + file).run(WithoutJfrMain.class.getName()).mustSucceed();
    String line =
        "contended monitors: not live, because the module jdk.jfr is missing; long waits are"
            + " sampled";
    assertTrue(result.output().contains(line), result.output());
    Report report = JsonReport.read(file);
    assertEquals(List.of(line), report.layers());
    Finding monitor = the(report, Kind.MONITOR);
    assertEquals("the-owner", detail(monitor, Finding.OWNER));
  }

  /** The same waits with another limit: on a busy machine none is sure to be short. */
  @Test
  void aWaitThatIsShorterThanTheLimitIsInfo() throws Exception {
    assertSeverity(Severity.INFO, "monitor", 100_000);
    assertSeverity(Severity.INFO, "lock", 100_000);
    assertSeverity(Severity.ERROR, "monitor", 100);
    assertSeverity(Severity.ERROR, "lock", 100);
  }

  private void assertSeverity(Severity severity, String scenario, int limitMillis)
      throws Exception {
    Report report = run(new ForkedJvm().jvm("-Dweft.detect.lock=" + limitMillis), scenario);
    assertEquals(severity, the(report, Kind.valueOf(scenario.toUpperCase(Locale.ROOT))).severity());
  }

  @Test
  void aWaitForAThreadThatInitialisesAClassIsOneForTheClass() throws Exception {
    Report report = run("class");
    assertEquals(List.of(), all(report, Kind.MONITOR));
    Finding wait =
        all(report, Kind.CLASSLOAD).stream()
            .filter(finding -> "enterMonitor".equals(finding.frame().method()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(report.toString()));
    assertEquals(Severity.INFO, wait.severity());
    assertTrue(detail(wait, Finding.OWNER_STACK).contains("<clinit>"), wait::toString);
  }

  @Test
  void theOwnerOfALock() throws Exception {
    for (String kind : List.of("lock", "write-lock")) {
      Finding lock = the(run(kind), Kind.LOCK);
      assertEquals(Severity.ERROR, lock.severity());
      assertMethod("enterLock", Objects.requireNonNull(lock.frame()));
      assertEquals(ContentionMain.OWNER, detail(lock, Finding.OWNER));
      assertTrue(detail(lock, Finding.OWNER_FRAME).contains("ContentionKeeper.keepUntilWaitedFor"));
    }
  }
}
