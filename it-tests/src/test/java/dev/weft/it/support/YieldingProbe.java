package dev.weft.it.support;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.Pinned;
import java.util.ArrayList;
import java.util.List;

/** Yields to {@link #scope()} at each suspend point that runs in a continuation of that scope. */
public final class YieldingProbe extends Probe {
  private final ContinuationScope scope = new ContinuationScope("program");

  /** For each suspend point passed: why it pinned, or null if it suspended. */
  private final List<Pinned> pins = new ArrayList<>();

  private Pinned lastPin;

  public ContinuationScope scope() {
    return scope;
  }

  @Override
  public void suspend() {
    if (Continuation.current(scope) == null) {
      return;
    }
    super.suspend();
    boolean resumed = Continuation.yield(scope);
    pins.add(resumed ? null : lastPin);
  }

  /** To be called by the continuation's onPinned. */
  void pinned(Pinned reason) {
    lastPin = reason;
  }

  /** For each suspend point passed, in order: why it pinned, or null if it suspended. */
  public List<Pinned> pins() {
    return pins;
  }
}
