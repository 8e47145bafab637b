package dev.weft.agent.detect;

import dev.weft.agent.report.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the layers beside the hooks found: the watchdog, JFR and the engine. By fingerprint, a
 * bounded number; what comes after that is told as a number.
 */
final class Samples {
  private static final int MOST = 1000;

  /** Guarded by itself. */
  private static final Map<String, Sample> BY_FINGERPRINT = new HashMap<>();

  /** Guarded by the same. */
  private static long dropped;

  private Samples() {}

  /** Counts one that took so long. */
  static void add(Finding finding, long nanos, String thread) {
    add(finding, nanos, thread, UnaryOperator.identity());
  }

  /**
   * @param completion adds what is dear to find out; called if the finding is a new one
   */
  static void add(Finding finding, long nanos, String thread, UnaryOperator<Finding> completion) {
    Sample sample = find(finding, completion);
    if (sample != null) {
      sample.add(nanos, thread, finding.details());
    }
  }

  /** The sample that the finding is one of; null if there are too many. */
  static @Nullable Sample find(Finding finding, UnaryOperator<Finding> completion) {
    synchronized (BY_FINGERPRINT) {
      Sample known = BY_FINGERPRINT.get(finding.fingerprint());
      if (known != null) {
        return known;
      }
      if (BY_FINGERPRINT.size() >= MOST) {
        dropped++;
        return null;
      }
    }
    Sample made = new Sample(completion.apply(finding));
    synchronized (BY_FINGERPRINT) {
      Sample earlier = BY_FINGERPRINT.putIfAbsent(finding.fingerprint(), made);
      return earlier != null ? earlier : made;
    }
  }

  /** How many were not kept, since there were too many different ones. */
  static long dropped() {
    synchronized (BY_FINGERPRINT) {
      return dropped;
    }
  }

  static List<Sample> all() {
    synchronized (BY_FINGERPRINT) {
      return new ArrayList<>(BY_FINGERPRINT.values());
    }
  }
}
