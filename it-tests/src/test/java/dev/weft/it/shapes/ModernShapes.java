package dev.weft.it.shapes;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.util.List;

/**
 * Rows 34 and 36 for Java 17: private interface methods, records, sealed types, switch expressions,
 * instanceof patterns.
 */
final class ModernShapes {
  private ModernShapes() {}

  static final class PrivateInterfaceMethods implements Program {
    @Override
    public Object run(Probe p) {
      return new Impl().open(p) + Api.fixed(p);
    }

    interface Api {
      default String open(Probe p) {
        return hidden(p, 2) + hiddenStatic(p);
      }

      private String hidden(Probe p, int n) {
        return n == 0 ? p.suspend("h") : p.suspend(n) + hidden(p, n - 1);
      }

      private static String hiddenStatic(Probe p) {
        return p.suspend("s");
      }

      static String fixed(Probe p) {
        return hiddenStatic(p) + p.suspend(1);
      }
    }

    static final class Impl implements Api {}
  }

  static final class Records implements Program {
    @Override
    public Object run(Probe p) {
      Point a = new Point(p.suspend(1), p.suspend(2L));
      Point b = Point.of(p, 1);
      return new Object[] {
        a,
        a.equals(b),
        a.hashCode() == b.hashCode(),
        a.sum(p),
        b.x() + p.suspend(b.y()),
        new Named<>("n", a)
      };
    }

    record Named<T>(String name, T value) {}

    record Point(int x, long y) {
      Point {
        if (x < 0) {
          throw new IllegalArgumentException();
        }
      }

      static Point of(Probe p, int x) {
        return new Point(p.suspend(x), p.suspend(x * 2L));
      }

      long sum(Probe p) {
        return p.suspend(x()) + p.suspend(y());
      }
    }
  }

  static final class SwitchExpressions implements Program {
    enum Kind {
      A,
      B,
      C
    }

    @Override
    public Object run(Probe p) {
      long r = 1;
      for (Kind kind : Kind.values()) {
        int factor =
            switch (p.suspend(kind)) {
              case A -> p.suspend(4);
              case B -> {
                int n = p.suspend(5);
                try {
                  yield Inner.fail(p, n);
                } catch (IllegalStateException e) {
                  yield p.suspend(6) + n;
                }
              }
              default -> Inner.of(p, kind.name());
            };
        r = r * 10 + p.suspend(3) * factor;
      }
      return r;
    }

    static final class Inner {
      static int of(Probe p, String s) {
        return p.suspend(1)
            + switch (p.suspend(s)) {
              case "A", "B" -> 1;
              case "C" -> p.suspend(7) + p.suspend(8);
              default -> throw new IllegalStateException();
            };
      }

      static int fail(Probe p, int n) {
        p.suspend();
        throw new IllegalStateException("n" + n);
      }
    }
  }

  static final class SealedAndPatterns implements Program {
    @Override
    public Object run(Probe p) {
      double total = 0;
      for (Shape shape :
          List.of(new Circle(2), new Square(3), new Pair(new Circle(1), new Square(1)))) {
        total += Area.of(p, shape);
      }
      return total;
    }

    sealed interface Shape permits Circle, Square, Pair {}

    record Circle(double r) implements Shape {}

    record Square(int side) implements Shape {}

    record Pair(Shape a, Shape b) implements Shape {}

    static final class Area {
      static double of(Probe p, Shape shape) {
        if (p.suspend(shape) instanceof Circle c && c.r() > p.suspend(0.5)) {
          return p.suspend(c.r()) * 3;
        }
        if (shape instanceof Square s) {
          return p.suspend(s.side()) * s.side();
        }
        if (!(shape instanceof Pair pair)) {
          throw new AssertionError();
        }
        return of(p, pair.a()) + of(p, pair.b());
      }
    }
  }

  static final class NestMates implements Program {
    private final int secret = 5;

    @Override
    public Object run(Probe p) {
      var mate = new Mate();
      var lambda =
          new Object() {
            private int call() {
              return p.suspend(secret) + mate.hidden(p);
            }
          };
      return lambda.call() + mate.hidden(p) + Mate.own(p, this);
    }

    private int mine(Probe p) {
      return p.suspend(secret);
    }

    static final class Mate {
      private int hidden(Probe p) {
        return p.suspend(70);
      }

      private static int own(Probe p, NestMates other) {
        return other.mine(p) + other.secret;
      }
    }
  }
}
