package dev.weft.it.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acme.BlockingFibers;
import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import dev.weft.it.support.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What blocks in a fiber is found, pinned or not; that a pinned one waits for itself is not. */
class BlockingFibersIT {
  @TempDir Path dir;

  private List<Finding> sleeps(String scenario) throws Exception {
    Report report = Reported.of(new ForkedJvm(), dir, BlockingFibers.class, scenario);
    return report.findings().stream().filter(finding -> finding.kind() == Kind.SLEEP).toList();
  }

  private Finding theSleep(String scenario) throws Exception {
    List<Finding> found = sleeps(scenario);
    assertEquals(1, found.size(), found::toString);
    assertEquals(1, found.get(0).count(), found::toString);
    return found.get(0);
  }

  private static void assertFrame(String method, FrameInfo frame) {
    assertEquals(
        BlockingFibers.class.getName() + "." + method, frame.className() + "." + frame.method());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pinned", "pinned-again", "unpinned"})
  void aFiberThatIsOrWasPinned(String scenario) throws Exception {
    assertFrame("block", theSleep(scenario).frame());
  }

  @Test
  void aPinnedFiberThatWaitsBlocksNothing() throws Exception {
    assertEquals(List.of(), sleeps("waiting"));
  }

  @Test
  void twoPlacesOfFibersAreTwoFindings() throws Exception {
    List<Finding> found = sleeps("places");
    assertEquals(2, found.size(), found::toString);
    assertTrue(found.stream().allMatch(finding -> finding.count() == 1), found::toString);
  }

  /** The JVM's method is hooked where it is called on 17, which weaving must not undo. */
  @Test
  void aContinuationThatIsNoFiber() throws Exception {
    assertFrame("sleepInContinuation", theSleep("continuation").frame());
  }
}
