package dev.weft.bench.woven;

import dev.weft.Generator.Emitter;
import java.util.Iterator;
import java.util.function.Consumer;

/** Emits what another generator emits. */
public final class Relay implements Consumer<Emitter<Integer>> {
  private final Iterator<Integer> source;

  public Relay(Iterator<Integer> source) {
    this.source = source;
  }

  @Override
  public void accept(Emitter<Integer> out) {
    while (source.hasNext()) {
      out.emit(source.next());
    }
  }
}
