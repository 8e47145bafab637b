package dev.weft.agent.cli;

/** Ends a command. The message says in one line what is wrong, where, and what to do. */
final class CommandException extends Exception {
  private static final long serialVersionUID = 1;

  CommandException(String message) {
    super(message);
  }
}
