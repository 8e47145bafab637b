package dev.weft.it.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.report.JsonReport;
import dev.weft.agent.report.Report;
import dev.weft.it.support.ForkedJvm;
import java.nio.file.Path;
import java.util.List;

/** Runs programs under detection for their reports. */
final class Reported {
  private Reported() {}

  /**
   * The report of a program that ends well, of a detector that was live and had no problems.
   *
   * @param dir where the report may be written
   */
  static Report of(ForkedJvm jvm, Path dir, Class<?> main, String... args) throws Exception {
    Path file = dir.resolve("report.json");
    jvm.agent("report=" + file).run(main.getName(), args).mustSucceed();
    Report report = JsonReport.read(file);
    assertTrue(report.live(), report::toString);
    assertEquals(List.of(), report.problems());
    return report;
  }
}
