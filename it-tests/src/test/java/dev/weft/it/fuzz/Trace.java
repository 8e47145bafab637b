package dev.weft.it.fuzz;

import java.util.Arrays;

/**
 * The values that a program traced: all of them in a hash, the first ones kept to show where two
 * runs part.
 */
final class Trace {
  private static final int KEPT = 4096;

  private final long[] first = new long[KEPT];
  private int count;
  private long hash;

  void add(long value) {
    if (count < KEPT) {
      first[count] = value;
    }
    count++;
    hash = (hash ^ value) * 0x9E3779B97F4A7C15L + (hash >>> 29);
  }

  int count() {
    return count;
  }

  long hash() {
    return hash;
  }

  /** The index of the first value that differs, or -1. */
  int mismatch(Trace other) {
    return Arrays.mismatch(
        first, 0, Math.min(count, KEPT), other.first, 0, Math.min(other.count, KEPT));
  }

  long at(int index) {
    return index < Math.min(count, KEPT) ? first[index] : 0;
  }
}
