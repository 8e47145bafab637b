package dev.weft.junit;

/** Fails a test that made blocking calls, or none where one was expected. */
public final class BlockingCallError extends AssertionError {
  private static final long serialVersionUID = 1;

  BlockingCallError(String message) {
    super(message);
  }
}
