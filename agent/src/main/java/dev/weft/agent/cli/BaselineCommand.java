package dev.weft.agent.cli;

import dev.weft.agent.report.Report;
import dev.weft.agent.report.Reports;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** Writes the findings of reports as a baseline, to be kept with the sources. */
final class BaselineCommand implements Command {
  private static final String OUTPUT = "-o";

  @Override
  public int run(List<String> words, PrintStream out) throws CommandException {
    Arguments arguments = Arguments.parse(words, Set.of(OUTPUT));
    String file =
        arguments
            .option(OUTPUT)
            .orElseThrow(() -> new CommandException("no file for the baseline: add -o base.json"));
    if (!file.endsWith(".json")) {
      throw new CommandException("a baseline is a JSON file: write -o base.json, not " + file);
    }
    Report report = ReportInput.readAll(arguments.words());
    ProofOfLife.require(report);
    Report baseline = Reports.baseline(report);
    ReportInput.write(baseline, file);
    out.println("weft: " + baseline.findings().size() + " fingerprints are in " + file);
    return CLEAN;
  }
}
