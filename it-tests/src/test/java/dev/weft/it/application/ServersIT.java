package dev.weft.it.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ordinary servers that answer 4,000 requests, their start and their end included: there is nothing
 * to find. What class loading reads is info, and so is a lock or a monitor that is held for a
 * moment.
 */
final class ServersIT {
  private static final int REQUESTS = 4000;

  private static final Set<Kind> EXPECTED =
      EnumSet.of(Kind.CLASSLOAD, Kind.RANDOM, Kind.SPIN, Kind.LOCK, Kind.MONITOR);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLIENTS")
  void haveNeitherErrorsNorWarnings(Application server) throws IOException, InterruptedException {
    Report report = server.run("serve", directory);
    assertEquals(List.of(), counting(report, Severity.WARNING));
    assertTrue(report.contexts() >= REQUESTS, () -> "only " + report.contexts() + " turns");
    Set<Kind> kinds = report.findings().stream().map(Finding::kind).collect(Collectors.toSet());
    kinds.removeAll(EXPECTED);
    assertEquals(Set.of(), kinds);
  }

  private static List<Finding> counting(Report report, Severity least) {
    return report.findings().stream().filter(finding -> finding.counts(least)).toList();
  }
}
