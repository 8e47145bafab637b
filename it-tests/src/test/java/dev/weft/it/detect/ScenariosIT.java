package dev.weft.it.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** Single findings with their places, and programs in which there is nothing to find. */
class ScenariosIT {
  @TempDir Path dir;

  private Report run(String scenario) throws Exception {
    return Reported.of(new ForkedJvm(), dir, ScenarioMain.class, scenario);
  }

  private static Finding the(Report report, Kind kind) {
    List<Finding> found = report.findings().stream().filter(f -> f.kind() == kind).toList();
    assertEquals(1, found.size(), report.findings()::toString);
    return found.get(0);
  }

  private static List<Finding> errors(Report report) {
    return report.findings().stream().filter(f -> f.counts(Severity.ERROR)).toList();
  }

  private static void assertFrame(Class<?> type, String method, FrameInfo frame) {
    assertEquals(type.getName() + "." + method, frame.className() + "." + frame.method());
  }

  /** Or a gate would take such a run for a proof. */
  @Test
  void withoutATaskThereIsNoContext() throws Exception {
    assertEquals(0, run("nothing").contexts());
  }

  @Test
  void aSleepInAHandler() throws Exception {
    Finding sleep = the(run("sleep"), Kind.SLEEP);
    assertEquals("java.lang.Thread.sleep", sleep.api());
    assertEquals(Severity.ERROR, sleep.severity());
    assertEquals(1, sleep.count());
    assertTrue(sleep.maxNanos() >= 5_000_000, sleep::toString);
    assertFrame(ScenarioMain.class, "sleepInHandler", sleep.frame());
    assertTrue(sleep.threads().get(0).startsWith("multiThreadIoEventLoopGroup"), sleep::toString);
  }

  @Test
  void nettysDefaultResolverOnTheEventLoop() throws Exception {
    Finding dns = the(run("resolver"), Kind.DNS);
    assertEquals(Severity.ERROR, dns.severity());
    assertFrame(io.netty.resolver.DefaultNameResolver.class, "doResolve", dns.frame());
  }

  @Test
  void aUuidIsInfo() throws Exception {
    Report report = run("uuid");
    assertEquals(Severity.INFO, the(report, Kind.RANDOM).severity());
    assertEquals(List.of(), errors(report));
  }

  @Test
  void aLockThatAnotherThreadHolds() throws Exception {
    Finding lock = the(run("lock"), Kind.LOCK);
    assertEquals(Severity.ERROR, lock.severity());
    assertFrame(ScenarioMain.class, "enterLock", lock.frame());
  }

  @Test
  void aMonitorThatAnotherThreadHolds() throws Exception {
    Finding monitor = the(run("monitor"), Kind.MONITOR);
    assertEquals(Severity.ERROR, monitor.severity());
    assertFrame(ScenarioMain.class, "enterMonitor", monitor.frame());
  }

  @Test
  void aTaskOfADefaultEventLoop() throws Exception {
    Finding sleep = the(run("default-loop"), Kind.SLEEP);
    assertEquals(Severity.ERROR, sleep.severity());
    assertEquals(1, sleep.count());
    assertFrame(ScenarioMain.class, "sleepInHandler", sleep.frame());
  }

  @Test
  void aTurnThatComputesTooLong() throws Exception {
    assertFrame(ScenarioMain.class, "computeLong", the(run("compute"), Kind.CPU).frame());
  }

  @Test
  void annotations() throws Exception {
    Report report = run("annotations");
    assertFrame(ScenarioMain.class, "mustNotBlock", the(report, Kind.SLEEP).frame());
    Finding declared = the(report, Kind.AWAIT);
    assertEquals(ScenarioMain.class.getName() + ".declaredBlocking", declared.api());
    assertFrame(ScenarioMain.class, "callBlocking", declared.frame());
  }

  @Test
  void reactorsParallelSchedulerButNotTheElasticOne() throws Exception {
    Finding sleep = the(run("reactor"), Kind.SLEEP);
    assertEquals(1, sleep.count(), sleep::toString);
    assertTrue(sleep.threads().get(0).startsWith("parallel-"), sleep::toString);
  }

  @Test
  void allowedAndForbiddenByTheApi() throws Exception {
    assertEquals(List.of(), errors(run("allowed")));
    assertEquals(Kind.SLEEP, the(run("forbidden"), Kind.SLEEP).kind());
  }

  @Test
  void workersMayBlock() throws Exception {
    assertEquals(List.of(), errors(run("workers")));
  }

  @Test
  void aCallThatThrowsHidesNoLaterOne() throws Exception {
    long calls = errors(run("interrupted")).stream().mapToLong(Finding::count).sum();
    assertEquals(2, calls);
  }

  @Test
  void tenMillionCallsAreCountedExactly() throws Exception {
    Report report = run("many");
    assertEquals(10_000_000, the(report, Kind.FILE_DATA).count());
    assertTrue(report.findings().size() < 20, () -> "" + report.findings().size());
  }

  @Test
  void anHttpServerUnderLoadHasNoErrors() throws Exception {
    Report report = run("server");
    assertEquals(List.of(), errors(report));
    assertTrue(report.contexts() >= HttpScenario.REQUESTS, () -> "" + report.contexts());
  }

  @Test
  void failsTheJvmIfAsked() throws Exception {
    ForkedJvm.Result result =
        new ForkedJvm().agent("detect=fail").run(ScenarioMain.class.getName(), "sleep");
    assertEquals(1, result.exitCode(), result.output());
    assertTrue(result.output().contains("ScenarioMain.sleepInHandler"), result.output());
    new ForkedJvm().agent("detect=fail").run(ScenarioMain.class.getName(), "workers").mustSucceed();
  }

  @Test
  void isSilentWhenSwitchedOff() throws Exception {
    new ForkedJvm().agent("detect=off").run(ScenarioMain.class.getName(), "sleep").mustSucceed();
  }
}
