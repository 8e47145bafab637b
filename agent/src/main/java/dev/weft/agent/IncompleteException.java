package dev.weft.agent;

/**
 * A part of the agent is not where it should be. The message says which, and is all that a user
 * needs.
 */
final class IncompleteException extends Exception {
  private static final long serialVersionUID = 1L;

  IncompleteException(String message) {
    super(message);
  }
}
