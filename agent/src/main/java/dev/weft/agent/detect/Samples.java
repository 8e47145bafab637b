package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the layers beside the hooks found: the watchdog and JFR, which see a stack from outside. By
 * fingerprint, a bounded number.
 */
final class Samples {
  private static final int MOST = 1000;

  /** Guarded by itself. */
  private static final Map<String, Sample> BY_FINGERPRINT = new HashMap<>();

  private Samples() {}

  /** One finding so far; what is not summed up is of the first. */
  private static final class Sample {
    final Finding first;
    final List<String> threads = new ArrayList<>();
    long count;
    long total;
    long max;

    Sample(Finding first) {
      this.first = first;
    }
  }

  static void add(
      Kind kind,
      String api,
      FrameInfo frame,
      List<FrameInfo> stack,
      long nanos,
      String thread,
      Map<String, String> details) {
    Finding finding = Finding.builder(kind, api).frame(frame).stack(stack).details(details).build();
    synchronized (BY_FINGERPRINT) {
      Sample sample = BY_FINGERPRINT.get(finding.fingerprint());
      if (sample == null) {
        if (BY_FINGERPRINT.size() >= MOST) {
          return;
        }
        sample = new Sample(finding);
        BY_FINGERPRINT.put(finding.fingerprint(), sample);
      }
      sample.count++;
      sample.total += nanos;
      sample.max = Math.max(sample.max, nanos);
      if (!sample.threads.contains(thread) && sample.threads.size() < 16) {
        sample.threads.add(thread);
      }
    }
  }

  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    synchronized (BY_FINGERPRINT) {
      for (Sample sample : BY_FINGERPRINT.values()) {
        Finding first = sample.first;
        findings.add(
            Finding.builder(first.kind(), first.api())
                .fingerprint(first.fingerprint())
                .frame(first.frame())
                .times(sample.count, sample.total, sample.max)
                .threads(List.copyOf(sample.threads))
                .stack(first.stack())
                .details(first.details())
                .build());
      }
    }
    return findings;
  }
}
