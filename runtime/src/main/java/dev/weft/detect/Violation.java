package dev.weft.detect;

import dev.weft.detect.spi.TestDetector;
import dev.weft.detect.spi.TestFinding;
import dev.weft.detect.spi.TestRuns;
import dev.weft.detect.spi.TestTally;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A call that has blocked, to be thrown as a {@link BlockingError} where the application made it.
 *
 * <p>It is noted inside the JDK when the call ends, and nothing is thrown there. The application's
 * classes ask after each of their calls of the JDK ({@link Hooks#called}). What was noted belongs
 * to one activation of one method: if the JDK threw something, so that nobody asked, it is not
 * thrown at another place later. Where stacks are cut off, at 1024 frames, nothing is thrown.
 */
final class Violation {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Set once, before there is any. */
  private static boolean enabled;

  /** Whether there ever was one: until then asking costs one load. */
  private static boolean any;

  private final Site site;
  private final long nanos;

  /** The frames from the outermost to the application's, which is {@code caller}. */
  private final int depth;

  private final StackTraceElement caller;

  private Violation(Site site, long nanos, int depth, StackTraceElement caller) {
    this.site = site;
    this.nanos = nanos;
    this.depth = depth;
    this.caller = caller;
  }

  static void enable() {
    enabled = true;
  }

  static boolean isEnabled() {
    return enabled;
  }

  static boolean any() {
    return any;
  }

  /** The call that ends now, on this thread; null if no application made it. */
  static @Nullable Violation here(Site site, long nanos) {
    StackTraceElement[] frames = new StackKey().frames();
    for (int i = 0; i < frames.length; i++) {
      if (!isJdk(frames[i])) {
        any = true;
        return new Violation(site, nanos, frames.length - i, frames[i]);
      }
    }
    return null;
  }

  private static boolean isJdk(StackTraceElement frame) {
    String module = frame.getModuleName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }

  /** Whether the application's method has called something that has not returned to it. */
  boolean isInside(StackTraceElement[] asking) {
    return asking.length > depth;
  }

  /** The error, if it is the violation's own call that has returned, and is one by the rules. */
  @Nullable BlockingError error(StackTraceElement[] asking) {
    if (asking.length != depth || !caller.equals(asking[0])) {
      return null;
    }
    TestDetector detector = TestRuns.detector();
    TestFinding finding =
        detector == null ? null : detector.describe(site, new TestTally(1, 0, nanos, nanos));
    if (finding == null || !finding.severity().equals("error") || leavesLocked(finding)) {
      return null;
    }
    String took = String.format(Locale.ROOT, " (%.1f ms)", nanos / NANOS_PER_MILLI);
    return finding.allowed() == null ? new BlockingError(finding.summary() + took, asking) : null;
  }

  /** Whether the call took what the application releases in a block that it has not entered yet. */
  private static boolean leavesLocked(TestFinding finding) {
    return finding.kind().equals("lock")
        || finding.api().startsWith("java.util.concurrent.Semaphore.");
  }
}
