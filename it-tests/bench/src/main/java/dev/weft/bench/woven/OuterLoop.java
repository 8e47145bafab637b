package dev.weft.bench.woven;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;

/** For ever descends to a depth, yields there once, and returns. */
public final class OuterLoop implements Runnable {
  private final ContinuationScope scope;
  private final int depth;
  private long count;

  public OuterLoop(ContinuationScope scope, int depth) {
    this.scope = scope;
    this.depth = depth;
  }

  @Override
  public void run() {
    for (; ; ) {
      count += descend(depth);
    }
  }

  private int descend(int frames) {
    if (frames > 1) {
      return descend(frames - 1) + 1;
    }
    Continuation.yield(scope);
    return 1;
  }
}
