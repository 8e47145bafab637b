package dev.weft.it.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.it.support.Commands.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gate: fails on a planted bug with the right test and line, passes with it in the baseline.
 */
@EnabledIfSystemProperty(named = "weft.it.sample", matches = "true")
class SampleProjectIT {
  private static final String REPORT = "target/weft-1.json";
  private static final String SLOW = "com.acme.shop.PriceTest.slowPears()";
  private static final String REMOTE = "com.acme.shop.PriceTest.remotePlums()";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path work;

  private static SampleProject project;

  @BeforeAll
  static void copy() throws IOException {
    project = new SampleProject("sample", work);
  }

  @Test
  void withoutABugThereIsNothing() throws Exception {
    Outcome build = project.test("-Dshop.expected=true");
    assertEquals(0, build.exit(), build::text);
    assertTrue(Files.size(project.file("target/jacoco.exec")) > 0, "JaCoCo's argLine is kept");
    Outcome check = project.weft("check", REPORT);
    assertEquals(0, check.exit(), check::text);
  }

  @Test
  void aBugFailsTheTestThatHasIt() throws Exception {
    Outcome build = project.test("-Dshop.bug1=true");
    assertNotEquals(0, build.exit(), build::text);
    assertTrue(build.text().contains("Tests run: 6, Failures: 1, Errors: 0"), build::text);
    assertTrue(build.text().contains("PriceTest.slowPears"), build::text);
    String place = "com.acme.shop.PriceHandler.priceOf(PriceHandler.java:" + line("bug 1") + ")";
    assertTrue(build.text().contains("java.lang.Thread.sleep in " + place), build::text);
    JsonNode finding = finding("sleep");
    assertEquals(SLOW, finding.at("/tests/0").asText());
    assertEquals(1, finding.at("/tests").size());
    assertEquals(line("bug 1"), finding.at("/frame/line").asInt());
    assertTrue(Files.size(project.file("target/jacoco.exec")) > 0, "JaCoCo's argLine is kept");
  }

  @Test
  void theBaselineLetsOldBugsPassAndNewOnesNot() throws Exception {
    Outcome old = project.test("-Ddetect=report", "-Dshop.bug1=true");
    assertEquals(0, old.exit(), old::text);
    assertEquals(1, project.weft("check", REPORT).exit());
    Outcome written = project.weft("baseline", REPORT, "-o", "base.json");
    assertEquals(0, written.exit(), written::text);
    Outcome known = project.weft("check", REPORT, "--baseline", "base.json");
    assertEquals(0, known.exit(), known::text);
    project.test("-Ddetect=report", "-Dshop.bug1=true", "-Dshop.bug2=true");
    Outcome changed = project.weft("check", REPORT, "--baseline", "base.json");
    assertEquals(1, changed.exit(), changed::text);
    assertTrue(changed.text().contains("PriceHandler.java:" + line("bug 2")), changed::text);
    assertFalse(changed.text().contains("PriceHandler.java:" + line("bug 1")), changed::text);
    assertEquals(REMOTE, finding("dns").at("/tests/0").asText());
  }

  @Test
  void testsFailButForWhatTheBaselineKnows() throws Exception {
    project.test("-Ddetect=report", "-Dshop.bug1=true");
    project.weft("baseline", REPORT, "-o", "known.json");
    String detect = "-Ddetect=fail,baseline=" + project.file("known.json");
    Outcome old = project.test(detect, "-Dshop.bug1=true");
    assertEquals(0, old.exit(), old::text);
    Outcome changed = project.test(detect, "-Dshop.bug1=true", "-Dshop.bug2=true");
    assertNotEquals(0, changed.exit(), changed::text);
    assertTrue(changed.text().contains("Tests run: 6, Failures: 1, Errors: 0"), changed::text);
    assertTrue(changed.text().contains("PriceTest.remotePlums"), changed::text);
  }

  @Test
  void aParallelTestFailsForItsOwnOnly() throws Exception {
    Outcome build =
        project.test("-Djunit.jupiter.execution.parallel.enabled=true", "-Dtest=ParallelTest");
    assertNotEquals(0, build.exit(), build::text);
    assertTrue(build.text().contains("Tests run: 2, Failures: 1, Errors: 0"), build::text);
    assertTrue(build.text().contains("ParallelTest.blocks"), build::text);
  }

  @Test
  void forksHaveReportsOfTheirOwnThatCountAsOne() throws Exception {
    Outcome build =
        project.test("-Ddetect=report", "-Dshop.bug1=true", "-DforkCount=2", "-DreuseForks=true");
    assertEquals(0, build.exit(), build::text);
    Outcome check = project.weft("check", REPORT, "target/weft-2.json", "-o", "target/all.sarif");
    assertEquals(1, check.exit(), check::text);
    assertTrue(Files.readString(project.file("target/all.sarif")).contains("slowPears"));
  }

  @Test
  void besideTheAgentOfOpenTelemetry() throws Exception {
    Outcome build = project.test("-Potel", "-Dshop.bug1=true", "-Dshop.expected=true");
    assertTrue(build.text().contains("opentelemetry-javaagent - version"), build::text);
    assertTrue(build.text().contains("Tests run: 6, Failures: 1, Errors: 0"), build::text);
    assertEquals(SLOW, finding("sleep").at("/tests/0").asText());
    assertEquals(line("bug 1"), finding("sleep").at("/frame/line").asInt());
  }

  private static int line(String comment) throws IOException {
    return project.line("src/main/java/com/acme/shop/PriceHandler.java", comment);
  }

  private static JsonNode finding(String kind) throws IOException {
    JsonNode report = new ObjectMapper().readTree(project.file(REPORT).toFile());
    return StreamSupport.stream(report.at("/findings").spliterator(), false)
        .filter(finding -> finding.at("/kind").asText().equals(kind))
        .findFirst()
        .orElseThrow(() -> new AssertionError(report.toPrettyString()));
  }
}
