package dev.weft.it.support;

import java.util.ArrayList;
import java.util.List;

/** Suspends nowhere, and notes at each suspend point what a suspension would have to do there. */
final class OracleProbe extends Probe {
  private final String excluded;
  private final Thread thread = Thread.currentThread();
  private final List<Crossing> crossings = new ArrayList<>();

  /**
   * @param excluded binary name of a class that is not woven, or null
   */
  OracleProbe(String excluded) {
    this.excluded = excluded;
  }

  @Override
  public void suspend() {
    if (Thread.currentThread() == thread) {
      super.suspend();
      crossings.add(StackSurvey.take(excluded));
    }
  }

  List<Crossing> crossings() {
    return crossings;
  }
}
