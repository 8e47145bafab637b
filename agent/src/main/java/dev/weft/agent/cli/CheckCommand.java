package dev.weft.agent.cli;

import dev.weft.agent.report.Report;
import java.io.PrintStream;
import java.util.List;

/** Gates a build on reports of the agent. */
final class CheckCommand implements Command {
  @Override
  public int run(List<String> words, PrintStream out) throws CommandException {
    Arguments arguments = Arguments.parse(words, Gate.OPTIONS);
    Report report = ReportInput.readAll(arguments.words());
    int exit = Gate.decide(report, arguments, out);
    ProofOfLife.require(report);
    return exit;
  }
}
