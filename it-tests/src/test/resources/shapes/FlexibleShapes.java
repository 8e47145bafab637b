package dev.weft.it.shapes;

import dev.weft.Pinned;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;

/** Rows 24 and 25 for Java 25: statements before a constructor calls another; unnamed variables and patterns. */
final class FlexibleShapes {
  private FlexibleShapes() {}

  @Pins(Pinned.CONSTRUCTOR)
  static final class StatementsBeforeSuper implements Program {
    @Override
    public Object run(Probe p) {
      return new Derived(p, p.suspend(3)).total + p.suspend(1L);
    }

    static class Base {
      final long total;

      Base(long n) {
        total = n;
      }
    }

    static final class Derived extends Base {
      final int early;

      Derived(Probe p, int n) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
          sum += p.suspend((long) i);
        }
        if (sum < 0) {
          throw new IllegalArgumentException();
        }
        early = p.suspend(n);
        super(sum * p.suspend(10));
      }
    }
  }

  static final class Unnamed implements Program {
    record Pair(Object a, Object b) {}

    @Override
    public Object run(Probe p) {
      int count = 0;
      for (var _ : new int[p.suspend(3)]) {
        count += p.suspend(1);
      }
      try {
        count += Integer.parseInt(p.suspend("no"));
      } catch (NumberFormatException _) {
        count += p.suspend(100);
      }
      return Matcher.of(p, new Pair("x", 7)) + count;
    }

    static final class Matcher {
      static String of(Probe p, Object o) {
        return switch (p.suspend(o)) {
          case Pair(Integer _, _) -> "int";
          case Pair(_, Integer n) when p.suspend(n) > 5 -> "second" + p.suspend(n);
          case Pair _ -> "pair";
          default -> "none";
        };
      }
    }
  }
}
