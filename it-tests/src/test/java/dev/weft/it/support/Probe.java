package dev.weft.it.support;

import java.util.ArrayList;
import java.util.List;

/**
 * A program's contact with the harness. This one suspends nowhere, so it suits ordinary threads and
 * JVMs without the agent.
 *
 * <p>Used by one thread at a time.
 */
public class Probe {
  private final List<String> trace = new ArrayList<>();
  private int suspendPoints;

  /** A suspend point. */
  public void suspend() {
    suspendPoints++;
  }

  /** A suspend point whose value is {@code x}, as are its overloads. */
  public final int suspend(int x) {
    suspend();
    return x;
  }

  public final long suspend(long x) {
    suspend();
    return x;
  }

  public final float suspend(float x) {
    suspend();
    return x;
  }

  public final double suspend(double x) {
    suspend();
    return x;
  }

  public final boolean suspend(boolean x) {
    suspend();
    return x;
  }

  public final <T> T suspend(T x) {
    suspend();
    return x;
  }

  /** Records {@code x} in the trace, in the form it has now. */
  public final void log(Object x) {
    trace.add(Rendering.of(x));
  }

  /** What was logged, in order. */
  public final List<String> trace() {
    return trace;
  }

  /** How often the program has asked to suspend. */
  public final int suspendPoints() {
    return suspendPoints;
  }
}
