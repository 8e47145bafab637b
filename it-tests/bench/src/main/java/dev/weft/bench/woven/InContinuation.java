package dev.weft.bench.woven;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import java.util.function.IntSupplier;

/** Runs a program once each time it is resumed. */
public final class InContinuation implements Runnable {
  private final ContinuationScope scope;
  private final IntSupplier program;
  private int result;

  public InContinuation(ContinuationScope scope, IntSupplier program) {
    this.scope = scope;
    this.program = program;
  }

  @Override
  public void run() {
    for (; ; ) {
      result = program.getAsInt();
      Continuation.yield(scope);
    }
  }

  public int result() {
    return result;
  }
}
