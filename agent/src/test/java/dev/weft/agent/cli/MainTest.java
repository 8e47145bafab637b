package dev.weft.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Findings;
import dev.weft.agent.report.JsonReport;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.format.ReportFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  @TempDir private Path dir;

  /** What a command printed, and how it ended. */
  private record Outcome(int exit, String out, String err) {}

  private Outcome run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> inDir = List.of(args).stream().map(a -> a.replace("DIR", dir.toString())).toList();
    int exit = Main.run(inDir, new PrintStream(out, true), new PrintStream(err, true));
    return new Outcome(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void write(String name, Report report) throws IOException {
    ReportFiles.write(report, dir.resolve(name));
  }

  private static Report dead() {
    return new Report("weft", false, 3, 41, 7, List.of(), List.of(), List.of());
  }

  private static Report idle() {
    return new Report("weft", true, 41, 41, 0, List.of(), List.of(), List.of());
  }

  @Test
  void findingsFail() throws IOException {
    write("r.json", Findings.report(Findings.sleep(), Findings.read()));
    Outcome outcome = run("check", "DIR/r.json");
    assertEquals(1, outcome.exit());
    assertTrue(
        outcome
            .out()
            .startsWith(
                "error: sleep: java.lang.Thread.sleep in com.acme.Shop.lambda$total$3(Shop.java:42)"),
        outcome.out());
    assertTrue(outcome.out().contains("    in com.acme.ShopTest.total()\n"), outcome.out());
    assertTrue(
        outcome.out().contains("weft: findings that count: 1; in the baseline: 0, allowed: 1"));
    assertEquals("", outcome.err());
  }

  @Test
  void theBaselineIsKnownAndANewFindingFails() throws IOException {
    write("r.json", Findings.report(Findings.sleep()));
    assertEquals(0, run("baseline", "DIR/r.json", "-o", "DIR/base.json").exit());
    Outcome known = run("check", "DIR/r.json", "--baseline", "DIR/base.json");
    assertEquals(0, known.exit(), known.err());
    Finding other = Finding.builder(Kind.DNS, "java.net.InetAddress.getByName").build();
    write("r.json", Findings.report(other));
    Outcome changed = run("check", "--baseline=DIR/base.json", "DIR/r.json");
    assertEquals(1, changed.exit());
    assertTrue(
        changed.out().contains("baseline: " + Findings.sleep().fingerprint() + " did not occur"));
  }

  @Test
  void aBaselineHasNoLinesTimesAndAllowedFindings() throws IOException {
    write("r.json", Findings.report(Findings.sleep(), Findings.read()));
    run("baseline", "DIR/r.json", "-o", "DIR/base.json");
    String base = Files.readString(dir.resolve("base.json"));
    assertTrue(!base.contains("42") && !base.contains("file-data"), base);
  }

  @Test
  void warningsFailIfAsked() throws IOException {
    write(
        "r.json", Findings.report(Finding.builder(Kind.FILE_META, "java.io.File.exists").build()));
    assertEquals(0, run("check", "DIR/r.json").exit());
    assertEquals(1, run("check", "DIR/r.json", "--fail-on", "warning").exit());
  }

  @Test
  void aReportThatProvesNothingFails() throws IOException {
    write("dead.json", dead());
    write("idle.json", idle());
    for (String command : List.of("check DIR/dead.json", "baseline DIR/dead.json -o DIR/b.json")) {
      Outcome outcome = run(command.split(" "));
      assertEquals(2, outcome.exit());
      assertTrue(
          outcome.err().startsWith("weft: the detector was not live (3 of 41 hooks)"),
          outcome.err());
    }
    Outcome outcome = run("check", "DIR/idle.json");
    assertEquals(2, outcome.exit());
    assertTrue(outcome.err().startsWith("weft: no asynchronous task was seen"), outcome.err());
  }

  @Test
  void severalReportsCountAsOne() throws IOException {
    write("a.json", Findings.report(Findings.sleep()));
    write("b.json", Findings.report(Findings.sleep(), Findings.read()));
    write("idle.json", idle());
    Outcome outcome =
        run("check", "DIR/a.json", "DIR/b.json", "DIR/idle.json", "-o", "DIR/all.json");
    assertEquals(1, outcome.exit(), outcome.err());
    Report all = JsonReport.read(dir.resolve("all.json"));
    assertEquals(2, all.findings().size());
    assertEquals(6, all.findings().get(0).count());
    assertEquals(2 * 123_456, all.contexts());
    assertEquals(List.of(), all.unmatchedRules());
    run("check", "DIR/a.json", "-o", "DIR/all.sarif");
    assertTrue(Files.readString(dir.resolve("all.sarif")).contains("2.1.0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                         | no command: known are check, baseline, scan
          chek                       | unknown command 'chek': known are check, baseline, scan
          check                      | no report is named: give the JSON file that the agent wrote
          check DIR/no.json          | the report 'DIR/no.json' does not exist: run the program with
          check DIR                  | the report 'DIR' is a directory: name the JSON file in it
          check DIR/text.json        | the report 'DIR/text.json' is not one in JSON: Use JsonReader
          check a --baseline         | option '--baseline' has no value: write --baseline ...
          check DIR/r.json --baseline DIR/no | the baseline 'DIR/no' does not exist: write one with: java -jar
          check a -x                 | unknown option '-x'; known are --baseline, --fail-on, -o
          check DIR/r.json --fail-on bad | unknown severity 'bad' of --fail-on; known are error, warning, info
          baseline a                 | no file for the baseline: add -o base.json
          baseline a -o x.sarif      | a baseline is a JSON file: write -o base.json, not x.sarif
          scan                       | no class path: give the directories and jars of the program
          scan DIR/no.jar            | 'DIR/no.jar' of the class path does not exist: build it first
          scan DIR                   | no entry point is on the class path: give the classes that have
          scan DIR --entries a/b     | --entries: 'a/b' is not a glob over class names
          baseline a -o b.json -o c  | option '-o' is there twice: leave one out
          """)
  void saysInOneLineWhatIsWrong(String line, String message) throws IOException {
    Files.writeString(dir.resolve("text.json"), "not json");
    write("r.json", Findings.report());
    Outcome outcome = run(line.isEmpty() ? new String[0] : line.split(" "));
    assertEquals(2, outcome.exit());
    assertTrue(
        outcome.err().startsWith("weft: " + message.replace("DIR", dir.toString())), outcome.err());
    assertEquals(1, outcome.err().lines().count());
    assertEquals("", outcome.out());
  }

  @Test
  void helpAndVersion() {
    assertTrue(run("--help").out().startsWith("Usage: java -jar weft-agent.jar COMMAND"));
    assertTrue(run("check", "--help").out().startsWith("Usage"));
    assertTrue(run("--version").out().startsWith("weft-agent "));
    assertEquals(0, run("--version").exit());
  }
}
