package dev.weft.agent.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls that blocked where they must not, at one place of the program.
 *
 * @param fingerprint tells findings apart and survives line changes, see {@link Fingerprints}
 * @param api the JDK's method, {@code java.lang.Thread.sleep}, or the one that a rule or an
 *     annotation calls blocking
 * @param frame the first frame of the application, if there is one on the stack
 * @param count calls
 * @param totalNanos time spent in all of them
 * @param maxNanos time spent in the longest
 * @param threads names of threads that made the calls; the first few
 * @param tests identifiers of the tests that made the calls
 * @param sharedTests identifiers of tests that ran at the same time, any of which may have made
 *     calls that could not be told apart
 * @param stack of the first call, the innermost frame first, beginning with {@code api}'s
 * @param asyncStack what led to the task or fiber: the suspended callers, the place that submitted
 *     or started it; the innermost first
 * @param details further facts by name, such as the owner of a lock or the host of a connection
 * @param allowed why a rule or an annotation allows it; null where none does
 */
public record Finding(
    String fingerprint,
    Kind kind,
    Severity severity,
    String api,
    @Nullable FrameInfo frame,
    long count,
    long totalNanos,
    long maxNanos,
    List<String> threads,
    List<String> tests,
    List<String> sharedTests,
    List<FrameInfo> stack,
    List<FrameInfo> asyncStack,
    Map<String, String> details,
    @Nullable String allowed) {
  /** The detail that names the thread which held the lock or monitor. */
  public static final String OWNER = "owner";

  /** The detail with that thread's first frame of the application at the time. */
  public static final String OWNER_FRAME = "ownerFrame";

  /** The detail with that thread's stack at the time, one frame a line. */
  public static final String OWNER_STACK = "ownerStack";

  /** The detail that says where a fiber has suspended that holds a lock or a monitor. */
  public static final String SUSPENDED = "suspendedAt";

  public Finding {
    threads = List.copyOf(threads);
    tests = List.copyOf(tests);
    sharedTests = List.copyOf(sharedTests);
    stack = List.copyOf(stack);
    asyncStack = List.copyOf(asyncStack);
    details = Collections.unmodifiableMap(new TreeMap<>(details));
  }

  /** A builder of a finding that has a kind's default severity until it is given another. */
  public static FindingBuilder builder(Kind kind, String api) {
    return new FindingBuilder(kind, api);
  }

  /** The same finding with another judgement. */
  public Finding judged(Severity newSeverity, @Nullable String newAllowed) {
    return builder(kind, api)
        .fingerprint(fingerprint)
        .severity(newSeverity)
        .frame(frame)
        .times(count, totalNanos, maxNanos)
        .threads(threads)
        .tests(tests)
        .sharedTests(sharedTests)
        .stack(stack)
        .asyncStack(asyncStack)
        .details(details)
        .allowed(newAllowed)
        .build();
  }

  /** Whether it counts for a gate at {@code threshold}: at least that bad, and not allowed. */
  public boolean counts(Severity threshold) {
    return allowed == null && severity.isAtLeast(threshold);
  }

  /** In one line: {@code sleep: java.lang.Thread.sleep in com.acme.Shop.total(Shop.java:42)}. */
  public String summary() {
    return kind.text() + ": " + api + (frame == null ? "" : " in " + frame);
  }
}
