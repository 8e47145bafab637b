package dev.weft.agent.weave;

/** A method must be left as it is; the message is the reason that users read. */
public final class CannotWeaveException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotWeaveException(String reason) {
    super(reason, null, false, false);
  }
}
