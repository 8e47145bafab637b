package dev.weft.detect.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Blocking calls of one place that one test made. The strings are those of the report.
 *
 * @param site the detector's own object for it
 * @param kind {@code sleep}, {@code file-data} ...
 * @param severity {@code error}, {@code warning} or {@code info}
 * @param api the method that blocked: {@code java.lang.Thread.sleep}
 * @param frame the application's first frame as in a stack trace, if there is one
 * @param stack as in a stack trace, the innermost first, then the frames that led to the task
 * @param allowed why a rule or an annotation of the test allows it, or null
 * @param tally how often this test did it
 */
public record TestFinding(
    Object site,
    String fingerprint,
    String kind,
    String severity,
    String api,
    @Nullable String frame,
    List<String> stack,
    @Nullable String allowed,
    TestTally tally) {
  public TestFinding {
    stack = List.copyOf(stack);
  }

  TestFinding allowedFor(String reason) {
    return new TestFinding(site, fingerprint, kind, severity, api, frame, stack, reason, tally);
  }

  /** In one line: {@code sleep: java.lang.Thread.sleep in com.acme.Shop.total(Shop.java:42)}. */
  public String summary() {
    return kind + ": " + api + (frame == null ? "" : " in " + frame);
  }
}
