package dev.weft.detect;

/**
 * Thrown with the agent's option {@code detect=throw} where the application called a method of the
 * JDK that blocked, once that method has returned; what it returned is lost.
 */
public final class BlockingError extends Error {
  private static final long serialVersionUID = 1L;

  BlockingError(String message, StackTraceElement[] stack) {
    super(message);
    setStackTrace(stack);
  }
}
