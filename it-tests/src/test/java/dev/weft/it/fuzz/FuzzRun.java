package dev.weft.it.fuzz;

import dev.weft.ContinuationScope;
import dev.weft.it.fuzz.gen.Rng;

/**
 * The state of one run of a program. One run at a time; a run may change threads, which synchronise
 * when it does.
 */
final class FuzzRun {
  static final ContinuationScope SCOPE = new ContinuationScope("fuzz");

  /** The run in progress. */
  static FuzzRun current = new FuzzRun(0, 0);

  final Trace trace = new Trace();
  private final int percent;
  private final Rng random;
  private int ids;

  /**
   * How often the program asked to suspend, how often that was refused, and how often a pin was
   * reported.
   */
  int wanted;

  int refused;
  int pins;
  String firstPin = "";

  /**
   * @param percent of the suspend points at which to suspend
   */
  FuzzRun(int percent, long seed) {
    this.percent = percent;
    this.random = new Rng(seed);
  }

  int nextId() {
    return ids++;
  }

  boolean wantsToSuspend() {
    if (percent == 0 || percent < 100 && !random.percent(percent)) {
      return false;
    }
    wanted++;
    return true;
  }
}
