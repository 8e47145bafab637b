package dev.weft.it.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.it.support.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link CarriedMain}: one instance twice, identity, tasks run inline, cancelled and left over. */
class CarriedIT {
  private static final String NOTHING = "0 own, 0 shared";

  @TempDir Path dir;

  private List<String> run(String scenario) throws Exception {
    return new ForkedJvm()
            .agent("report=" + dir.resolve("report.json"))
            .run(CarriedMain.class.getName(), scenario)
            .mustSucceed()
            .lines()
            .stream()
            .filter(line -> line.endsWith(" shared"))
            .toList();
  }

  @Test
  void anInstanceThatTwoTestsSubmitToALoopIsEachOnes() throws Exception {
    assertEquals(List.of("1 own, 0 shared", "2 own, 0 shared"), run("shared-by-loop"));
  }

  @Test
  void anInstanceThatWaitsTwiceInAPoolIsShared() throws Exception {
    assertEquals(List.of("1 own, 2 shared", "0 own, 2 shared"), run("shared-by-pool"));
  }

  @Test
  void aProgramSeesTheTasksThatItSubmitted() throws Exception {
    assertTrue(run("identity").isEmpty());
  }

  @Test
  void aTaskThatItsSubmitterRuns() throws Exception {
    assertEquals(List.of("2 own, 0 shared", "1 own, 0 shared"), run("inline"));
  }

  @Test
  void aTaskThatNeverRunsIsCollected() throws Exception {
    assertTrue(run("cancelled").isEmpty());
  }

  @Test
  void aTaskThatIsLeftOverIsNotTheNextTests() throws Exception {
    assertEquals(List.of(NOTHING, NOTHING), run("late"));
  }
}
