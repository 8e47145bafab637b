package dev.weft.it.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.Severity;
import dev.weft.it.support.ForkedJvm;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of a driver that does nothing which the JDK's hooks would meet. */
class JdbcIT {
  @TempDir Path directory;

  @Test
  void callsOfADriverInMemoryAreFound() throws Exception {
    Report report = Reported.of(new ForkedJvm(), directory, JdbcMain.class);
    Map<String, String> found = new TreeMap<>();
    for (Finding finding : report.findings()) {
      if (finding.kind() == Kind.JDBC) {
        assertEquals(Severity.ERROR, finding.severity());
        assertEquals(JdbcMain.class.getName(), finding.frame().className());
        found.put(finding.frame().method(), finding.api() + " " + finding.count());
      }
    }
    assertEquals(
        Map.of(
            "insert", "org.h2.jdbc.JdbcPreparedStatement.executeUpdate 2",
            "count", "org.h2.jdbc.JdbcStatement.executeQuery 1",
            "commit", "org.h2.jdbc.JdbcConnection.commit 1"),
        found,
        report::toString);
  }
}
