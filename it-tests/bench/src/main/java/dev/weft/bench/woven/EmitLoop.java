package dev.weft.bench.woven;

import dev.weft.Generator.Emitter;
import java.util.function.Consumer;

/**
 * Descends to a depth, and there emits the Integers from 0 to 127 over and over: those that the JDK
 * keeps.
 */
public final class EmitLoop implements Consumer<Emitter<Integer>> {
  private final int depth;

  public EmitLoop(int depth) {
    this.depth = depth;
  }

  @Override
  public void accept(Emitter<Integer> out) {
    descend(out, depth);
  }

  private void descend(Emitter<Integer> out, int frames) {
    if (frames > 1) {
      descend(out, frames - 1);
      return;
    }
    for (int i = 0; ; i++) {
      out.emit(i & 127);
    }
  }
}
