package dev.weft.core;

import org.jspecify.annotations.Nullable;

/** {@link FrameA} with room for 4 references and 2 primitives. */
public class FrameB extends FrameA {
  public @Nullable Object r2;
  public @Nullable Object r3;
  public long p1;

  @Override
  void clear(ContinuationCore c) {
    super.clear(c);
    if (r2 != null) {
      r2 = null;
    }
    if (r3 != null) {
      r3 = null;
    }
  }
}
