package dev.weft.agent.weave;

/** Ends an attempt at a class: the method must be left alone in the next one. */
final class MethodFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Name and descriptor. */
  final String method;

  final String reason;

  MethodFailedException(String method, RuntimeException cause) {
    super(cause);
    this.method = method;
    this.reason =
        cause instanceof CannotWeaveException
            ? String.valueOf(cause.getMessage())
            : "its analysis failed: " + cause;
  }
}
