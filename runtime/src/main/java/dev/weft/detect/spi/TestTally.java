package dev.weft.detect.spi;

/**
 * How often and how long one test blocked at one site.
 *
 * @param count calls that this test made for certain
 * @param sharedCount calls that this test or another that ran at the same time made
 * @param totalNanos time in both together
 * @param maxNanos time in the longest
 */
public record TestTally(long count, long sharedCount, long totalNanos, long maxNanos) {
  static final TestTally NONE = new TestTally(0, 0, 0, 0);

  TestTally plus(long nanos, boolean shared) {
    return new TestTally(
        count + (shared ? 0 : 1),
        sharedCount + (shared ? 1 : 0),
        totalNanos + nanos,
        Math.max(maxNanos, nanos));
  }
}
