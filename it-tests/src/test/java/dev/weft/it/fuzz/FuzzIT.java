package dev.weft.it.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A slice of the fuzzing: {@code weft.fuzz.programs} programs (default 3,000, at most a minute of
 * them) from the seed {@code weft.fuzz.seed}, by default the build's.
 */
class FuzzIT {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final int programs = Integer.getInteger("weft.fuzz.programs", 3000);

  private static long seed() {
    String build = System.getProperty("weft.test.seed", "");
    return Long.getLong(
        "weft.fuzz.seed", build.isEmpty() ? System.nanoTime() : build.hashCode() * 100_000L);
  }

  @Test
  void wovenProgramsDoWhatUnwovenOnesDo() {
    assertEquals(
        List.of(), new Fuzzer(false, Watch.start()).runOnDeepStack(seed(), programs, LIMIT_NANOS));
  }

  @Test
  void programsVerifyAndAreDeterministic() {
    assertEquals(
        List.of(),
        new Fuzzer(true, Watch.start()).runOnDeepStack(seed(), programs / 10, LIMIT_NANOS));
  }
}
