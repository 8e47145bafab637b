package dev.weft.core;

import org.jspecify.annotations.Nullable;

/** {@link FrameA} with room for 8 references and 4 primitives. */
public class FrameC extends FrameB {
  public @Nullable Object r4;
  public @Nullable Object r5;
  public @Nullable Object r6;
  public @Nullable Object r7;
  public long p2;
  public long p3;

  @Override
  void clear(ContinuationCore c) {
    super.clear(c);
    r4 = null;
    r5 = null;
    r6 = null;
    r7 = null;
  }
}
