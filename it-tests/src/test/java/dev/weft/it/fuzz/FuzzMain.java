package dev.weft.it.fuzz;

import java.util.List;

/**
 * The longer mode, by system properties: {@code weft.fuzz.programs} (default 100,000), {@code
 * weft.fuzz.seed} (the first seed; by default from the clock) and {@code weft.fuzz.self} (true:
 * unwoven code against itself, which needs no agent). The agent's options are {@code
 * weave=dev.weft.it.*}.
 */
public final class FuzzMain {
  private FuzzMain() {}

  public static void main(String[] args) {
    int programs = Integer.getInteger("weft.fuzz.programs", 100_000);
    long seed = Long.getLong("weft.fuzz.seed", System.currentTimeMillis() * 1_000_000);
    boolean self = Boolean.getBoolean("weft.fuzz.self");
    List<String> failures =
        new Fuzzer(self, Watch.start()).runOnDeepStack(seed, programs, Long.MAX_VALUE);
    System.exit(failures.isEmpty() ? 0 : 1);
  }
}
