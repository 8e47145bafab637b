package dev.weft.it.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.JsonReport;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.Severity;
import dev.weft.it.support.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules and annotations say of the application's own methods. */
class DeclaredIT {
  @TempDir private Path dir;

  @Test
  void aRuleCallsAMethodBlockingAndAnAnnotationAllowsWhatIsInOne() throws Exception {
    Path rules = dir.resolve("weft.rules");
    String name = DeclaredMain.class.getName();
    Files.writeString(
        rules, "blocking method=" + name + ".askServer kind=net because it asks a server\n");
    Path file = dir.resolve("report.json");
    new ForkedJvm().agent("report=" + file + ",rules=" + rules).run(name).mustSucceed();
    Report report = JsonReport.read(file);
    assertEquals(List.of(), report.unmatchedRules());
    assertEquals(List.of(), report.problems());
    List<Finding> errors =
        report.findings().stream().filter(f -> f.severity() == Severity.ERROR).toList();
    assertEquals(1, errors.size(), errors::toString);
    Finding asked = errors.get(0);
    assertEquals(Kind.NET, asked.kind());
    assertEquals(name + ".askServer", asked.api());
    assertEquals(1, asked.count());
    assertEquals("handle", asked.frame() == null ? "" : asked.frame().method());
  }
}
