package dev.weft.it.fuzz.gen;

import java.util.List;

/**
 * Random numbers from a seed (SplitMix64). Each part of a program has a generator of its own,
 * {@link #fork forked} from the one of the part around it, so that leaving a part out changes no
 * choice in its neighbours.
 */
public final class Rng {
  private final long seed;
  private long state;

  public Rng(long seed) {
    this.seed = seed;
    this.state = seed;
  }

  long seed() {
    return seed;
  }

  public long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  Rng fork() {
    return new Rng(next());
  }

  /** From 0 to bound - 1. */
  public int below(int bound) {
    return (int) ((next() >>> 33) % bound);
  }

  /** From low to high, both included. */
  public int between(int low, int high) {
    return low + below(high - low + 1);
  }

  public boolean percent(int chance) {
    return below(100) < chance;
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  @SafeVarargs
  final <T> T pickOf(T... choices) {
    return choices[below(choices.length)];
  }
}
