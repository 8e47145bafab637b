package dev.weft.it.shapes;

import dev.weft.Generator;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.util.function.Consumer;

/**
 * Rows 43 and 45: generators inside a continuation and inside each other; the probe suspends them
 * all at once. Java 8 syntax.
 */
final class GeneratorShapes {
  private GeneratorShapes() {}

  @NotExcluded
  static final class GeneratorInside implements Program {
    @Override
    public Object run(Probe p) {
      long sum = 0;
      Generator<Integer> numbers = Generator.of(new Numbers(p, 4));
      while (numbers.hasNext()) {
        sum = sum * 31 + numbers.next() + p.suspend(1L);
      }
      p.log(numbers.hasNext());
      try (Generator<Integer> cut = Generator.of(new Numbers(p, 9))) {
        sum += cut.next() + cut.next() + p.suspend(2);
      }
      return sum;
    }

    @NotExcluded
    static final class Numbers implements Consumer<Generator.Emitter<Integer>> {
      private final Probe p;
      private final int count;

      Numbers(Probe p, int count) {
        this.p = p;
        this.count = count;
      }

      @Override
      public void accept(Generator.Emitter<Integer> out) {
        try {
          for (int i = 0; i < count; i++) {
            out.emit(p.suspend(i));
            p.suspend();
          }
        } finally {
          p.log("closed " + p.suspend(count));
        }
      }
    }
  }

  @NotExcluded
  static final class GeneratorInGenerator implements Program {
    @Override
    public Object run(Probe p) {
      StringBuilder out = new StringBuilder();
      Generator<String> words = Generator.of(new Words(p));
      while (words.hasNext()) {
        out.append(words.next()).append(p.suspend(','));
      }
      return out.toString();
    }

    @NotExcluded
    static final class Words implements Consumer<Generator.Emitter<String>> {
      private final Probe p;

      Words(Probe p) {
        this.p = p;
      }

      @Override
      public void accept(Generator.Emitter<String> out) {
        for (int i = 1; i < 3; i++) {
          Generator<Integer> inner = Generator.of(new GeneratorInside.Numbers(p, i));
          while (inner.hasNext()) {
            out.emit(p.suspend("w") + inner.next());
          }
          Generator<Integer> both = Generator.of(new Both(p, out));
          out.emit("last" + both.next() + p.suspend(both.hasNext()));
        }
      }
    }

    /** Emits to its own generator and to the one around it. */
    @NotExcluded
    static final class Both implements Consumer<Generator.Emitter<Integer>> {
      private final Probe p;
      private final Generator.Emitter<String> outer;

      Both(Probe p, Generator.Emitter<String> outer) {
        this.p = p;
        this.outer = outer;
      }

      @Override
      public void accept(Generator.Emitter<Integer> own) {
        outer.emit("to the outer" + p.suspend(1));
        own.emit(p.suspend(2));
        outer.emit("again" + p.suspend(3));
        own.emit(null);
      }
    }
  }

  @NotExcluded
  static final class GeneratorThrows implements Program {
    @Override
    public Object run(Probe p) {
      Generator<Object> g = Generator.of(new Failing(p));
      p.log(g.next());
      p.log(g.next());
      try {
        p.log(g.hasNext());
      } catch (IllegalStateException e) {
        p.log(e.getMessage() + p.suspend(1));
      }
      return g.hasNext();
    }

    @NotExcluded
    static final class Failing implements Consumer<Generator.Emitter<Object>> {
      private final Probe p;

      Failing(Probe p) {
        this.p = p;
      }

      @Override
      public void accept(Generator.Emitter<Object> out) {
        out.emit(p.suspend((Object) null));
        out.emit(p.suspend(-0.0));
        p.suspend();
        throw new IllegalStateException(p.suspend("in the body"));
      }
    }
  }
}
