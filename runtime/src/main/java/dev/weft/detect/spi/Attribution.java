package dev.weft.detect.spi;

import java.util.List;

/**
 * Whose a blocking call is.
 *
 * @param runs the tests that it was counted for, or the one that it came too late for; none if no
 *     test runs
 * @param isShared whether it is one's of these, and it is not known whose
 */
public record Attribution(List<TestRun> runs, boolean isShared) {
  public Attribution {
    runs = List.copyOf(runs);
  }
}
