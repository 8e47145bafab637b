package dev.weft.it.detect;

import dev.weft.detect.spi.TestRun;
import dev.weft.detect.spi.TestRuns;
import java.util.List;

/** What Weft found: {@code kind severity api frame}. */
final class WeftObserver implements MatrixMain.Observer {
  private TestRun run;

  WeftObserver() {
    if (!TestRuns.detector().isLive()) {
      throw new IllegalStateException("not live");
    }
  }

  @Override
  public void begin(String operation) {
    run = TestRuns.begin(operation);
  }

  @Override
  public List<String> end() {
    return TestRuns.end(run).stream()
        .map(found -> String.join(" ", found.kind(), found.severity(), found.api(), found.frame()))
        .toList();
  }
}
