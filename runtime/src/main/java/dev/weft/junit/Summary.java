package dev.weft.junit;

import dev.weft.detect.spi.TestDetector;
import dev.weft.detect.spi.TestFinding;
import dev.weft.detect.spi.TestRun;
import dev.weft.detect.spi.TestRuns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all tests of this JVM did, for the lines at the end. */
final class Summary {
  private static final int MOST = 10;

  /** The tests that made a finding, by the finding's line. Guarded by the class. */
  private static final Map<String, List<String>> TESTS = new LinkedHashMap<>();

  private Summary() {}

  /** Ends a run and takes in what it did. */
  static void end(TestRun run) {
    List<TestFinding> findings = TestRuns.end(run);
    synchronized (Summary.class) {
      for (TestFinding finding : findings) {
        if (finding.allowed() == null && !finding.severity().equals("info")) {
          String line = finding.severity() + " " + finding.summary();
          String test = run.id() + (finding.tally().count() == 0 ? " (or a parallel test)" : "");
          TESTS.computeIfAbsent(line, added -> new ArrayList<>()).add(test);
        }
      }
    }
  }

  /** Prints what was taken in since the last time, to standard error. */
  static void print() {
    TestDetector detector = TestRuns.detector();
    if (detector != null) {
      lines(detector.isLive()).forEach(line -> System.err.println("[weft] " + line));
    }
  }

  private static synchronized List<String> lines(boolean live) {
    List<String> lines = new ArrayList<>();
    if (!live) {
      lines.add("the detector of blocking calls is not live: nothing was found in tests");
    } else {
      lines.add("blocking calls in event loops and fibers at " + TESTS.size() + " places");
    }
    TESTS.entrySet().stream()
        .limit(MOST)
        .forEach(entry -> lines.add("  " + entry.getKey() + " [" + some(entry.getValue()) + "]"));
    if (TESTS.size() > MOST) {
      lines.add("  and " + (TESTS.size() - MOST) + " more: see the report");
    }
    TESTS.clear();
    return lines;
  }

  private static String some(List<String> names) {
    int more = names.size() - 2;
    return more <= 0 ? String.join(", ", names) : names.get(0) + " and " + (more + 1) + " more";
  }
}
