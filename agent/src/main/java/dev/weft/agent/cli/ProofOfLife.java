package dev.weft.agent.cli;

import dev.weft.agent.report.Report;
import java.util.List;
import java.util.stream.Collectors;

/** Refuses reports that would be empty whatever the program did. */
final class ProofOfLife {
  private static final int MOST_REASONS = 3;

  private ProofOfLife() {}

  /** Why, as far as the report says. */
  private static String reasons(Report report) {
    List<String> problems = report.problems();
    if (problems.isEmpty()) {
      return ": the program ended before it had begun, or no class of an event loop was loaded";
    }
    String some = problems.stream().limit(MOST_REASONS).collect(Collectors.joining("; "));
    return ": " + some + (problems.size() > MOST_REASONS ? "; see its problems for more" : "");
  }

  static void require(Report report) throws CommandException {
    if (!report.live()) {
      throw new CommandException(
          "the detector was not live ("
              + report.hooksLive()
              + " of "
              + report.hooksTotal()
              + " hooks), so the report proves nothing"
              + reasons(report));
    }
    if (report.contexts() == 0) {
      throw new CommandException(
          "no asynchronous task was seen, so the report proves nothing: let the run use an event loop"
              + " or a fiber");
    }
  }
}
