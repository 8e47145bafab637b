package dev.weft.agent.weave;

import org.objectweb.asm.tree.MethodNode;

/** Ends an attempt at a class: the method must be left alone in the next one. */
final class MethodFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Name and descriptor. */
  final String method;

  final String reason;

  MethodFailedException(MethodNode method, RuntimeException cause) {
    super(cause);
    this.method = method.name + method.desc;
    this.reason =
        cause instanceof CannotWeaveException
            ? String.valueOf(cause.getMessage())
            : "its analysis failed: " + cause;
  }
}
