package dev.weft.agent.trace;

import java.util.Arrays;

/**
 * For each slot of the operand stack the instruction that pushed it; and the local variables that
 * may have been written. A long or a double takes two slots.
 */
final class OperandStack {
  /** Pushed by one of several instructions. */
  static final int UNKNOWN = -1;

  /** Of the local variables beyond, each counts as written. */
  private static final int TRACKED_LOCALS = Long.SIZE;

  private int[] sources;
  private int size;
  private long written;

  OperandStack() {
    sources = new int[8];
  }

  private OperandStack(OperandStack other) {
    sources = other.sources.clone();
    size = other.size;
    written = other.written;
  }

  OperandStack copy() {
    return new OperandStack(this);
  }

  int size() {
    return size;
  }

  /**
   * @param depth 0 for the topmost slot
   * @return an instruction, or {@link #UNKNOWN}
   */
  int source(int depth) {
    if (depth >= size) {
      throw new IllegalStateException("no operand " + depth + " of " + size);
    }
    return sources[size - 1 - depth];
  }

  void push(int source, int slots) {
    for (int i = 0; i < slots; i++) {
      if (size == sources.length) {
        sources = Arrays.copyOf(sources, 2 * size);
      }
      sources[size++] = source;
    }
  }

  void pop(int slots) {
    if (slots > size) {
      throw new IllegalStateException("pops " + slots + " operands of " + size);
    }
    size -= slots;
  }

  /** Copies the {@code count} topmost slots to {@code below} slots under them. */
  void duplicate(int count, int below) {
    int moved = count + below;
    int[] top = new int[moved];
    for (int i = 0; i < moved; i++) {
      top[i] = source(moved - 1 - i);
    }
    pop(moved);
    for (int i = below; i < moved; i++) {
      push(top[i], 1);
    }
    for (int source : top) {
      push(source, 1);
    }
  }

  void swap() {
    int first = source(0);
    int second = source(1);
    pop(2);
    push(first, 1);
    push(second, 1);
  }

  /**
   * Two paths meet here. A verified class has as many operands on both, but for a path that HotSpot
   * sees and that does not exist: then it goes on with this one's.
   */
  void merge(OperandStack other) {
    for (int i = 0; i < size; i++) {
      if (i >= other.size || sources[i] != other.sources[i]) {
        sources[i] = UNKNOWN;
      }
    }
    written |= other.written;
  }

  void setWritten(int local) {
    if (local < TRACKED_LOCALS) {
      written |= 1L << local;
    }
  }

  boolean isWritten(int local) {
    return local >= TRACKED_LOCALS || (written & 1L << local) != 0;
  }
}
