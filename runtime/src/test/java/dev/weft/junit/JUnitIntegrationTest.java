package dev.weft.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.weft.detect.spi.TestRuns;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes as a build tool does, with nothing registered but what the services are. */
class JUnitIntegrationTest {
  private final FakeDetector detector = new FakeDetector();
  private String printed = "";

  @AfterEach
  void clearProperties() {
    System.clearProperty("junit.jupiter.extensions.autodetection.enabled");
    System.clearProperty("junit.jupiter.extensions.autodetection.include");
  }

  /** The failures of the tests of some classes, by display name. */
  private Map<String, String> failures(Map<String, String> parameters, Class<?>... classes) {
    TestRuns.install(detector);
    LauncherDiscoveryRequestBuilder request =
        LauncherDiscoveryRequestBuilder.request().configurationParameters(parameters);
    for (Class<?> type : classes) {
      request.selectors(selectClass(type));
    }
    Map<String, String> failures = new ConcurrentSkipListMap<>();
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true));
    try {
      LauncherFactory.create().execute(request.build(), new Failures(failures));
    } finally {
      System.setErr(before);
    }
    printed = bytes.toString(StandardCharsets.UTF_8);
    return new TreeMap<>(failures);
  }

  private record Failures(Map<String, String> byName) implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      result
          .getThrowable()
          .filter(thrown -> result.getStatus() == TestExecutionResult.Status.FAILED)
          .ifPresent(
              thrown ->
                  byName.put(
                      test.getDisplayName(),
                      (thrown instanceof BlockingCallError ? "" : thrown + " ")
                          + thrown.getMessage()));
    }
  }

  @Test
  void testsFailForWhatTheyDid() {
    Map<String, String> failures = failures(Map.of(), Samples.Plain.class);
    assertEquals(
        Set.of("blocks()", "isNotAllowed()", "isMissed()", "[2] parameter=2", "dynamic blocks"),
        failures.keySet(),
        failures::toString);
    assertEquals(
        """
        blocking calls in an event loop or a fiber: 1
        error sleep: java.lang.Thread.sleep in com.acme.Shop.total(Shop.java:42) (calls: 2, longest: 5.0 ms)
            at java.lang.Thread.sleep(Native Method)
            at com.acme.Shop.total(Shop.java:42)""",
        failures.get("blocks()"));
    assertEquals(
        "expected a blocking call, and none was found: dns, api *", failures.get("isMissed()"));
    assertEquals(
        Map.of(FakeDetector.SLEEP, "it must 1; the test expects it 1"), sorted(detector.allowed));
  }

  private static Map<Object, String> sorted(Map<Object, String> allowed) {
    Map<Object, String> sorted = new TreeMap<>(allowed);
    sorted.replaceAll(
        (site, reasons) -> String.join("; ", Stream.of(reasons.split("; ", -1)).sorted().toList()));
    return sorted;
  }

  @Test
  void theSummaryNamesTheTests() {
    failures(Map.of(), Samples.Plain.class);
    assertTrue(
        printed.contains("[weft] blocking calls in event loops and fibers at 2 places"), printed);
    assertTrue(printed.contains("[dev.weft.junit.Samples$Plain.warns()]"), printed);
    failures(Map.of(), Samples.AllAllowed.class);
    assertTrue(printed.contains("in event loops and fibers at 0 places"), printed);
  }

  @Test
  void aPolicyChangesWhatFails() {
    detector.fails = false;
    assertEquals(Set.of("isMissed()"), failures(Map.of(), Samples.Plain.class).keySet());
    Map<String, String> warnings = Map.of(FailurePolicy.PARAMETER, "warning");
    assertTrue(
        failures(warnings, Samples.Plain.class)
            .keySet()
            .containsAll(Set.of("blocks()", "warns()")));
    Map<String, String> wrong =
        failures(Map.of(FailurePolicy.PARAMETER, "x"), Samples.AllAllowed.class);
    assertTrue(wrong.toString().contains("unknown value 'x' of weft.junit.fail; known are never"));
  }

  @Test
  void nothingFailsWithoutALiveDetector() {
    detector.live = false;
    assertEquals(Map.of(), failures(Map.of(), Samples.Plain.class));
    assertTrue(printed.contains("[weft] the detector of blocking calls is not live"), printed);
  }

  @Test
  void whatIsAroundATestBelongsToIt() {
    assertEquals(
        Set.of("constructed()", "prepared()", "Samples$InBeforeAll", "Samples$InAfterAll"),
        failures(
                Map.of(),
                Samples.AllAllowed.class,
                Samples.InConstructor.class,
                Samples.InBeforeEach.class,
                Samples.InBeforeAll.class,
                Samples.InAfterAll.class)
            .keySet());
  }

  @Test
  void aLoneTestIsTheOneThatDidIt() {
    assertEquals(Set.of("uncertainButAlone()"), failures(Map.of(), Samples.ByHand.class).keySet());
  }

  @Test
  void parallelTestsFailForTheirOwnOnly() {
    Map<String, String> parallel =
        Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "2");
    Map<String, String> failures = failures(parallel, Samples.Parallel.class);
    assertEquals(Set.of("blocksItself()"), failures.keySet(), failures::toString);
    assertTrue(
        failures.get("blocksItself()").contains("blocking calls in an event loop or a fiber: 1"));
    assertTrue(printed.contains("runsBeside() (or a parallel test)"), printed);
  }

  @Test
  void whoSwitchesAutoDetectionOffHasNoFailures() {
    Map<String, String> off = Map.of("junit.jupiter.extensions.autodetection.enabled", "false");
    assertEquals(Map.of(), failures(off, Samples.ByHand.class));
    assertTrue(printed.contains("uncertainButAlone()"), printed);
  }
}
