package dev.weft.bench.woven;

import java.util.function.IntSupplier;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * 255 calls in a loop of a tiny method that the JIT must not inline and that calls nothing itself.
 */
final class CallLoopProgram implements IntSupplier {
  private static final int CALLS = 255;

  private final int step = 3;

  @Override
  public int getAsInt() {
    int x = 1;
    for (int i = 0; i < CALLS; i++) {
      x = next(x);
    }
    return x;
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  int next(int x) {
    return (x ^ 0x55) + step;
  }
}
