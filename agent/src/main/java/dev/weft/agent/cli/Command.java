package dev.weft.agent.cli;

import java.io.PrintStream;
import java.util.List;

/** One of the commands. */
interface Command {
  int CLEAN = 0;
  int FINDINGS = 1;
  int FAILED = 2;

  /**
   * Runs it.
   *
   * @param words the arguments after its name
   * @param out for what was found
   * @return {@link #CLEAN} or {@link #FINDINGS}
   */
  int run(List<String> words, PrintStream out) throws CommandException;
}
