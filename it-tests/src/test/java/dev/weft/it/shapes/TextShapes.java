package dev.weft.it.shapes;

import dev.weft.Pinned;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;

/**
 * Row 44: toString under a string concatenation; whether it suspends or pins there is the engine's
 * choice. Java 8 syntax.
 */
final class TextShapes {
  private TextShapes() {}

  @Pins(value = Pinned.FOREIGN_FRAME, optional = true)
  static final class ToStringInConcatenation implements Program {
    @Override
    public Object run(Probe p) {
      Named a = new Named(p, "a");
      String s = "<" + a + p.suspend(1) + new Named(p, "b") + 2L + a + ">";
      s += a;
      return s
          + String.valueOf(a)
          + new StringBuilder().append(a).append(1.5).append(a)
          + a.toString()
          + p.suspend("end");
    }

    static final class Named {
      private final Probe p;
      private final String name;

      Named(Probe p, String name) {
        this.p = p;
        this.name = name;
      }

      @Override
      public String toString() {
        return p.suspend(name) + p.suspend(name.length());
      }
    }
  }
}
