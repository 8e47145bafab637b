package dev.weft.bench.woven;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;

/** Descends to a depth, and yields there for ever. */
public final class InnerLoop implements Runnable {
  private final ContinuationScope scope;
  private final int depth;
  private long count;

  public InnerLoop(ContinuationScope scope, int depth) {
    this.scope = scope;
    this.depth = depth;
  }

  @Override
  public void run() {
    descend(depth);
  }

  private void descend(int frames) {
    if (frames > 1) {
      descend(frames - 1);
      return;
    }
    for (; ; ) {
      count++;
      Continuation.yield(scope);
    }
  }
}
