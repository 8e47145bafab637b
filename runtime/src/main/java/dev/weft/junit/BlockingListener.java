package dev.weft.junit;

import dev.weft.detect.spi.TestRun;
import dev.weft.detect.spi.TestRuns;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Begins and ends the runs of tests, whatever their engine, and prints a summary at the end.
 * Engines report a test's beginning and end on the thread that runs it.
 */
public final class BlockingListener implements TestExecutionListener {
  private final Map<String, TestRun> runs = new ConcurrentHashMap<>();

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    AutoDetection.enableBeforeExecution();
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    if (test.isTest() && TestRuns.detector() != null) {
      runs.put(test.getUniqueId(), TestRuns.begin(TestIds.of(test)));
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    TestRun run = runs.remove(test.getUniqueId());
    if (run != null) {
      Summary.end(run);
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    Summary.print();
  }
}
