package dev.weft.it.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.JsonReport;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import dev.weft.it.support.ForkedJvm;
import dev.weft.it.support.Jdks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program runs under the agent, and the gate decides on what it left. */
class GateIT {
  @TempDir private Path dir;

  private Path report;

  @BeforeEach
  void name() {
    report = dir.resolve("report.json");
  }

  private ForkedJvm.Result run(String options, String program, String... jvm) throws Exception {
    return new ForkedJvm().agent(options).jvm(jvm).run(GateMain.class.getName(), program);
  }

  private void leaveReport(String program, String... jvm) throws Exception {
    run("report=" + report, program, jvm).mustSucceed();
  }

  /** What the gate says, and with which code it ends: {@code "2 weft: the report ..."}. */
  private String check(String... options) throws Exception {
    return weft("check", options);
  }

  private String weft(String command, String... options) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Jdks.java().toString(), "-jar", Jdks.agent().toString(), command, report.toString());
    builder.command().addAll(java.util.List.of(options));
    builder.environment().remove("GITHUB_ACTIONS");
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + output;
  }

  @Test
  void nothingIsFoundWhereNothingBlocks() throws Exception {
    leaveReport("clean");
    String answer = check();
    assertTrue(answer.startsWith("0 weft: findings that count: 0;"), answer);
  }

  @Test
  void aFindingCountsUntilItIsInTheBaseline() throws Exception {
    leaveReport("sleeps");
    String answer = check();
    assertTrue(answer.startsWith("1 error: sleep: java.lang.Thread.sleep in "), answer);
    Path baseline = dir.resolve("base.json");
    String written = weft("baseline", "-o", baseline.toString());
    assertTrue(written.startsWith("0 weft: 1 fingerprints are in "), written);
    assertTrue(check("--baseline", baseline.toString()).startsWith("0 "));
    leaveReport("sleepsElsewhere");
    String changed = check("--baseline", baseline.toString());
    assertTrue(changed.startsWith("1 error: await: "), changed);
    assertTrue(changed.contains("GateMain.sleepElsewhere"), changed);
  }

  @Test
  void withoutAnAsynchronousTaskNothingIsProven() throws Exception {
    leaveReport("idle");
    assertEquals(0, JsonReport.read(report).contexts());
    String answer = check();
    assertTrue(answer.startsWith("2 "), answer);
    assertTrue(answer.contains("weft: no asynchronous task was seen"), answer);
  }

  @Test
  void aDetectorThatIsNotLiveProvesNothing() throws Exception {
    Path nowhere = dir.resolve("nowhere");
    leaveReport("sleeps", "-Djava.io.tmpdir=" + nowhere);
    Report left = JsonReport.read(report);
    assertEquals(0, left.hooksLive());
    assertTrue(left.hooksTotal() > 40, () -> "" + left.hooksTotal());
    String answer = check();
    assertTrue(answer.startsWith("2 "), answer);
    assertTrue(answer.contains("weft: the detector was not live (0 of " + left.hooksTotal()));
    assertTrue(answer.contains("the self-test ended early: java.nio.file.NoSuchFile"), answer);
    assertTrue(weft("baseline", "-o", "unused.json").startsWith("2 weft: the detector was not"));
  }

  @Test
  void aReportThatIsMissingOrCutOffIsSaid() throws Exception {
    String missing = check();
    assertTrue(
        missing.startsWith("2 weft: the report '" + report + "' does not exist: run the program"));
    leaveReport("sleeps");
    String text = Files.readString(report);
    Files.writeString(report, text.substring(0, text.length() / 2));
    String cut = check();
    assertTrue(cut.startsWith("2 weft: the report '" + report + "' is not one in JSON: "), cut);
    assertEquals(1, cut.lines().count(), cut);
    Files.writeString(report, "");
    assertTrue(check().startsWith("2 weft: the report '" + report + "' is not one in JSON: "));
  }

  @Test
  void aCallThatNeverReturnsIsFound() throws Exception {
    leaveReport("hangs");
    Finding sleep =
        JsonReport.read(report).findings().stream()
            .filter(finding -> finding.kind() == Kind.SLEEP)
            .findFirst()
            .orElseThrow();
    assertEquals(1, sleep.count());
    assertEquals("sleep", String.valueOf(sleep.frame() == null ? "" : sleep.frame().method()));
  }

  @Test
  void aCallThatATestDoesNotWaitForIsStillItsOwn() throws Exception {
    ForkedJvm.Result result = run("report=" + report, "unawaited").mustSucceed();
    assertTrue(result.output().contains("Thread.sleep in "), result.output());
    assertTrue(result.output().contains(" x1"), result.output());
  }

  @Test
  void failsTheJvmButForWhatTheBaselineKnows() throws Exception {
    leaveReport("sleeps");
    Path baseline = dir.resolve("base.json");
    weft("baseline", "-o", baseline.toString());
    String options = "detect=fail,baseline=" + baseline;
    run(options, "sleeps").mustSucceed();
    ForkedJvm.Result changed = run(options, "sleepsElsewhere");
    assertEquals(1, changed.exitCode(), changed.output());
    assertTrue(changed.output().contains("GateMain.sleepElsewhere"), changed.output());
    assertTrue(!changed.output().contains("Thread.sleep"), changed.output());
    ForkedJvm.Result missing = run("detect=fail,baseline=none.json", "sleeps");
    assertEquals(1, missing.exitCode(), missing.output());
    assertTrue(missing.output().contains("the file of baseline=none.json cannot be read"));
  }

  @Test
  void reportsAreNamedAfterTheProcessIfAsked() throws Exception {
    run("report=" + dir.resolve("r-%p.json"), "clean").mustSucceed();
    try (var files = Files.list(dir)) {
      assertTrue(files.anyMatch(file -> file.getFileName().toString().matches("r-\\d+\\.json")));
    }
    ForkedJvm.Result odd = run("report=report.txt", "clean").mustSucceed();
    assertTrue(odd.output().contains("has an unknown ending"), odd.output());
  }
}
