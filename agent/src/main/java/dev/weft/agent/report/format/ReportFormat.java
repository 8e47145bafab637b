package dev.weft.agent.report.format;

import dev.weft.agent.report.Report;
import java.io.IOException;
import java.io.Writer;

/** Writes a report in one format. */
interface ReportFormat {
  /** Writes the whole report and does not close {@code to}. */
  void write(Report report, Writer to) throws IOException;
}
