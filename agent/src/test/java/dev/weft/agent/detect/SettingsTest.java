package dev.weft.agent.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FindingBuilder;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Severity;
import dev.weft.agent.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which severity a finding has: by its kind, by how long a lock was waited for, by the rules. */
class SettingsTest {
  private static final long LIMIT = 20_000_000;

  @TempDir Path directory;

  private static Settings settings(Rules rules) {
    return new Settings(
        false, false, List.of(), rules, Set.of(), false, 100_000_000, LIMIT, line -> {});
  }

  private static FindingBuilder finding(Kind kind, long maxNanos) {
    return Finding.builder(kind, "java.lang.Object.wait").times(3, 2 * maxNanos, maxNanos);
  }

  private static Severity severity(Kind kind, long maxNanos) {
    return settings(Rules.NONE).judge(finding(kind, maxNanos).build()).severity();
  }

  @Test
  void aShortWaitForALockOrAMonitorIsInfo() {
    for (Kind kind : List.of(Kind.LOCK, Kind.MONITOR)) {
      assertEquals(Severity.INFO, severity(kind, LIMIT - 1));
      assertEquals(Severity.ERROR, severity(kind, LIMIT));
    }
    assertEquals(Severity.ERROR, severity(Kind.AWAIT, 1));
  }

  @Test
  void whatIsHeldAcrossASuspensionIsAnErrorHoweverShort() {
    Finding held =
        finding(Kind.LOCK, 0).details(Map.of(Finding.SUSPENDED, "acme.Shop.sell:12")).build();
    assertEquals(Severity.ERROR, settings(Rules.NONE).judge(held).severity());
  }

  @Test
  void aRuleKnowsBetter() throws IOException {
    Path file = Files.writeString(directory.resolve("rules"), "severity=error kind=lock because x");
    Finding shortWait = finding(Kind.LOCK, 1).build();
    assertEquals(Severity.ERROR, settings(Rules.parse(file)).judge(shortWait).severity());
  }
}
