package dev.weft.it.support;

/**
 * A small program that must behave the same on an ordinary thread and suspended at each of its
 * suspend points.
 */
public interface Program {
  /**
   * Runs it once. It must be deterministic but for what the probe does, and keep no state from one
   * run to the next.
   *
   * @return null, a boxed primitive, a string, or arrays, lists, sets, maps and records of such
   */
  Object run(Probe p) throws Throwable;
}
