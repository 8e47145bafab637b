package dev.weft.detect.spi;

/**
 * What the detector does for tests. A <em>site</em> is an object of the detector's own that stands
 * for one finding; it is told apart by identity or by its equals.
 */
public interface TestDetector {
  /** Whether it was shown to detect in this JVM. */
  boolean isLive();

  /** Called once, before the first test begins. Returns when tests can be told apart. */
  void prepare();

  /** Whether findings are to fail the test that made them ({@code detect=fail}). */
  boolean failsTests();

  /**
   * Hands in what is still on its way: calls that have not returned yet and events that come with a
   * delay. Called by a test's thread after the test, before its findings are asked for; returns
   * after a bounded time.
   */
  void settle();

  /** The finding of a site, with the severity that the rules give it. */
  TestFinding describe(Object site, TestTally tally);

  /**
   * Takes note that so many calls of a site were allowed, by an annotation of the test that made
   * them.
   */
  void allowed(Object site, long count, String reason);
}
