package dev.weft.agent.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the components of a {@link Finding}. What is not set is empty. */
public final class FindingBuilder {
  private final Kind kind;
  private final String api;
  private @Nullable String fingerprint;
  private @Nullable Severity severity;
  private @Nullable FrameInfo frame;
  private long count;
  private long totalNanos;
  private long maxNanos;
  private List<String> threads = List.of();
  private List<String> tests = List.of();
  private List<String> sharedTests = List.of();
  private List<FrameInfo> stack = List.of();
  private List<FrameInfo> asyncStack = List.of();
  private Map<String, String> details = Map.of();
  private @Nullable String allowed;

  FindingBuilder(Kind kind, String api) {
    this.kind = kind;
    this.api = api;
  }

  /** Default: the one that {@link Fingerprints} computes from the rest. */
  public FindingBuilder fingerprint(String value) {
    fingerprint = value;
    return this;
  }

  /** Default: the kind's. */
  public FindingBuilder severity(Severity value) {
    severity = value;
    return this;
  }

  public FindingBuilder frame(@Nullable FrameInfo value) {
    frame = value;
    return this;
  }

  public FindingBuilder times(long calls, long total, long max) {
    count = calls;
    totalNanos = total;
    maxNanos = max;
    return this;
  }

  public FindingBuilder threads(List<String> names) {
    threads = names;
    return this;
  }

  public FindingBuilder tests(List<String> ids) {
    tests = ids;
    return this;
  }

  public FindingBuilder sharedTests(List<String> ids) {
    sharedTests = ids;
    return this;
  }

  public FindingBuilder stack(List<FrameInfo> frames) {
    stack = frames;
    return this;
  }

  public FindingBuilder asyncStack(List<FrameInfo> frames) {
    asyncStack = frames;
    return this;
  }

  public FindingBuilder details(Map<String, String> facts) {
    details = facts;
    return this;
  }

  public FindingBuilder allowed(@Nullable String reason) {
    allowed = reason;
    return this;
  }

  public Finding build() {
    return new Finding(
        fingerprint == null ? Fingerprints.of(kind, api, frame, stack) : fingerprint,
        kind,
        severity == null ? kind.severity() : severity,
        api,
        frame,
        count,
        totalNanos,
        maxNanos,
        threads,
        tests,
        sharedTests,
        stack,
        asyncStack,
        details,
        allowed);
  }
}
