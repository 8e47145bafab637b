package dev.weft.core;

/**
 * {@link FrameA} of any size. The receiver is in {@code r0}; all other values are in the arrays.
 */
public final class FrameX extends FrameA {
  private static final Object[] NO_REFERENCES = {};
  private static final long[] NO_PRIMITIVES = {};

  public Object[] references = NO_REFERENCES;
  public long[] primitives = NO_PRIMITIVES;

  @Override
  void clear(ContinuationCore c) {
    super.clear(c);
    references = NO_REFERENCES;
    primitives = NO_PRIMITIVES;
  }
}
