package dev.weft.it.support;

import dev.weft.Continuation;
import dev.weft.Pinned;

/** A continuation that runs a program and, where it is pinned, says so and goes on. */
final class Driven extends Continuation {
  private final YieldingProbe probe;
  private final Entry entry;
  private int suspensions;

  private Driven(YieldingProbe probe, Entry entry) {
    super(probe.scope(), entry);
    this.probe = probe;
    this.entry = entry;
  }

  static Driven of(Program program, YieldingProbe probe) {
    return new Driven(probe, new Entry(program, probe));
  }

  @Override
  protected void onPinned(Pinned reason) {
    probe.pinned(reason);
  }

  /** Runs it to its next suspension or its end. */
  void step() {
    run();
    if (!isDone()) {
      suspensions++;
    }
  }

  int suspensions() {
    return suspensions;
  }

  Object result() {
    return entry.result();
  }
}
