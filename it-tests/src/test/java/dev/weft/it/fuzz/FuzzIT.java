package dev.weft.it.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A slice of the fuzzing: 3,000 programs or a minute of them, whichever ends first. With the system
 * property {@code weft.fuzz.programs} it is so many, however long they take. {@code weft.fuzz.seed}
 * is the first seed; by default it follows from the build's.
 */
class FuzzIT {
  private static final int SLICE = 3000;

  private final int programs = Integer.getInteger("weft.fuzz.programs", SLICE);
  private final long limitNanos =
      System.getProperty("weft.fuzz.programs") == null
          ? TimeUnit.SECONDS.toNanos(60)
          : Long.MAX_VALUE;

  private static long seed() {
    String build = System.getProperty("weft.test.seed", "");
    long byDefault = build.isEmpty() ? System.nanoTime() : build.hashCode() * 100_000L;
    return Long.getLong("weft.fuzz.seed", byDefault);
  }

  @Test
  void wovenProgramsDoWhatUnwovenOnesDo() {
    assertEquals(
        List.of(), new Fuzzer(false, Watch.start()).runOnDeepStack(seed(), programs, limitNanos));
  }

  @Test
  void programsVerifyAndAreDeterministic() {
    assertEquals(
        List.of(),
        new Fuzzer(true, Watch.start()).runOnDeepStack(seed(), programs / 10, limitNanos));
  }
}
