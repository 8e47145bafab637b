package dev.weft.it.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.Severity;
import dev.weft.it.support.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Virtual threads may wait, unless they are pinned. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualIT {
  @TempDir Path dir;

  private List<Finding> run(String scenario) throws Exception {
    ForkedJvm jvm = new ForkedJvm().jvm("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
    Report report = Reported.of(jvm, dir, VirtualMain.class, scenario);
    assertTrue(report.layers().contains("contended monitors: live"), report::toString);
    return report.findings();
  }

  private Finding the(String scenario, String method) throws Exception {
    List<Finding> found = run(scenario);
    assertEquals(1, found.size(), found::toString);
    Finding finding = found.get(0);
    assertTrue(finding.toString().contains("VirtualMain." + method), finding::toString);
    assertTrue(finding.maxNanos() >= 4_000_000, finding::toString);
    return finding;
  }

  @Test
  void aFreeOneMaySleep() throws Exception {
    assertEquals(List.of(), run("free"));
  }

  @Test
  void aPinnedOneMayNot() throws Exception {
    Finding sleep = the("pinned", "sleep");
    assertEquals(Kind.SLEEP, sleep.kind());
    assertEquals(Severity.ERROR, sleep.severity());
    assertEquals("java.lang.Thread.sleep", sleep.api());
  }

  @Test
  void aClassThatIsBeingInitialisedIsForInformation() throws Exception {
    Finding sleep = the("initialiser", "initialise");
    assertEquals(Kind.CLASSLOAD, sleep.kind());
    assertEquals(Severity.INFO, sleep.severity());
  }
}
