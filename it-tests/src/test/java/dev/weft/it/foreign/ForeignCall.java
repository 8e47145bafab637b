package dev.weft.it.foreign;

import dev.weft.Pinned;
import java.util.function.Supplier;

/**
 * A way to call woven code from a frame that cannot be unwound.
 *
 * @param reason what such a frame is told to be
 * @param culprit the start of {@code class.method} of the frame that calls the woven code
 */
record ForeignCall(String name, Pinned reason, String culprit, Through through) {
  /** Calls the body once from the foreign frame, and returns its result. */
  @FunctionalInterface
  interface Through {
    int call(Supplier<Integer> body) throws Exception;
  }

  static ForeignCall of(String name, String culprit, Through through) {
    return new ForeignCall(name, Pinned.FOREIGN_FRAME, culprit, through);
  }

  @Override
  public String toString() {
    return name;
  }
}
