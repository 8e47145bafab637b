package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link Continuation#yield} when the continuation is pinned and {@link
 * Continuation#onPinned} was not overridden.
 */
public final class PinnedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final Pinned reason;
  private final transient @Nullable StackTraceElement culprit;

  public PinnedException(Pinned reason, @Nullable StackTraceElement culprit) {
    super("pinned: " + reason + (culprit == null ? "" : " by " + culprit));
    this.reason = reason;
    this.culprit = culprit;
  }

  public Pinned reason() {
    return reason;
  }

  /** The frame that could not be unwound, or null after deserialisation. */
  public @Nullable StackTraceElement culprit() {
    return culprit;
  }
}
