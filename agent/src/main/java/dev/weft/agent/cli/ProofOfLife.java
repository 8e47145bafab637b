package dev.weft.agent.cli;

import dev.weft.agent.report.Report;

/** Refuses reports that would be empty whatever the program did. */
final class ProofOfLife {
  private ProofOfLife() {}

  static void require(Report report) throws CommandException {
    if (!report.live()) {
      throw new CommandException(
          "the detector was not live ("
              + report.hooksLive()
              + " of "
              + report.hooksTotal()
              + " hooks), so the report proves nothing: see its problems");
    }
    if (report.contexts() == 0) {
      throw new CommandException(
          "no asynchronous task was seen, so the report proves nothing: let the run use an event loop"
              + " or a fiber");
    }
  }
}
