package dev.weft.it.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.JsonReport;
import dev.weft.agent.report.Report;
import dev.weft.it.support.Commands.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** An application of modules and its tests (it-tests/sample-modules), under the agent. */
@EnabledIfSystemProperty(named = "weft.it.sample", matches = "true")
class ModulePathIT {
  private static final String REPORT = "weft.json";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path work;

  private static SampleProject project;

  @BeforeAll
  static void makeJar() throws Exception {
    project = new SampleProject("sample-modules", work);
    Outcome build = project.makeJar();
    assertEquals(0, build.exit(), build::text);
    Report report = JsonReport.read(project.file("target/weft-1.json"));
    assertTrue(report.live() && report.contexts() > 0, report::toString);
  }

  private static void compute(String... goods) throws Exception {
    String[] line = new String[4 + goods.length];
    line[0] = "-p";
    line[1] = "target/modular.jar:target/modules";
    line[2] = "-m";
    line[3] = "com.acme.modular/com.acme.modular.Prices";
    System.arraycopy(goods, 0, line, 4, goods.length);
    Outcome run = project.java("report=" + REPORT, line);
    assertEquals(0, run.exit(), run::text);
    assertTrue(run.text().contains(goods[0] + ": " + goods[0].length()), run::text);
  }

  @Test
  void theGateNamesTheLineAndKnowsTheBaseline() throws Exception {
    compute("apples");
    Outcome clean = project.weft("check", REPORT);
    assertEquals(0, clean.exit(), clean::text);
    compute("apples", "slowPears");
    Outcome found = project.weft("check", REPORT);
    assertEquals(1, found.exit(), found::text);
    String place = "com.acme.modular.Prices.compute(Prices.java:" + line("bug 1") + ")";
    assertTrue(found.text().contains("java.lang.Thread.sleep in " + place), found::text);
    assertEquals(0, project.weft("baseline", REPORT, "-o", "base.json").exit());
    Outcome known = project.weft("check", REPORT, "--baseline", "base.json");
    assertEquals(0, known.exit(), known::text);
    compute("slowPears", "lazyPlums");
    Outcome changed = project.weft("check", REPORT, "--baseline", "base.json");
    assertEquals(1, changed.exit(), changed::text);
    assertTrue(changed.text().contains("Prices.java:" + line("bug 2")), changed::text);
  }

  @Test
  void testsOfAModuleFailForWhatTheyBlock() throws Exception {
    Outcome build = project.test("-Dshop.bug1=true");
    assertNotEquals(0, build.exit(), build::text);
    assertTrue(build.text().contains("Tests run: 3, Failures: 1, Errors: 0"), build::text);
    assertTrue(build.text().contains("PricesTest.slowPears"), build::text);
    Finding sleep = JsonReport.read(project.file("target/weft-1.json")).findings().get(0);
    assertEquals("com.acme.modular.PricesTest.slowPears()", sleep.tests().get(0));
  }

  private static int line(String comment) throws IOException {
    return project.line("src/main/java/com/acme/modular/Prices.java", comment);
  }
}
