package dev.weft.core;

import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * A saved activation of a woven method with up to two references and one primitive. The larger
 * sizes extend one another, so that a slot has one name in all of them: {@link FrameB} 4 references
 * and 2 primitives, {@link FrameC} 8 and 4, {@link FrameX} any number. For an instance method
 * {@code r0} is the receiver. Primitives are kept as raw bits in longs.
 */
public class FrameA extends Frame {
  MethodRef method = MethodRef.NONE;

  /** line number in the upper 16 bits, suspend point (from 1) in the lower. */
  int position;

  public @Nullable Object r0;
  public @Nullable Object r1;
  public long p0;

  @Override
  @Hidden
  final void resume(ContinuationCore c) throws Throwable {
    method.resume(c);
  }

  @Override
  final void describe(SavedFrames into) {
    if (!method.isHidden()) {
      into.add(method, position >>> 16);
    }
  }

  final int point() {
    return position & 0xFFFF;
  }

  /** Forgets the saved references: a frame that is running again must keep nothing alive. */
  void clear(ContinuationCore c) {
    if (r0 != c) { // a generator's emitter is its continuation, which is alive anyway
      r0 = null;
    }
    if (r1 != null) {
      r1 = null;
    }
  }
}
