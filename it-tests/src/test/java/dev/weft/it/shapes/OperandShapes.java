package dev.weft.it.shapes;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;

/**
 * Rows 1 to 6: what lies on the operand stack, or goes in as arguments, at a suspend point. Java 8
 * syntax.
 */
final class OperandShapes {
  private OperandShapes() {}

  static final class WideUnderCall implements Program {
    @Override
    public Object run(Probe p) {
      long l = 0x123456789abcdefL;
      double d = 1e300;
      long r = l ^ p.suspend(5L);
      double e = d / p.suspend(3.0) * Mixer.half(p, l);
      return new Object[] {
        r + Mixer.mix(l, d, p.suspend(2), e, p),
        e,
        (l + 1) * (p.suspend(7L) - (d > p.suspend(0.5) ? 1 : 0))
      };
    }

    static final class Mixer {
      static long mix(long a, double b, int c, double e, Probe p) {
        return a + (long) b + p.suspend(c) + Double.doubleToRawLongBits(e);
      }

      static double half(Probe p, long l) {
        return (double) l / p.suspend(2f);
      }
    }
  }

  static final class WideArguments implements Program {
    @Override
    public Object run(Probe p) {
      return new Target(3L)
          .take(
              1L,
              2.0,
              3,
              p.suspend(4L),
              5f,
              p.suspend(6.0),
              "x",
              p.suspend("y"),
              'c',
              (byte) p.suspend(300));
    }

    static final class Target {
      private final long base;

      Target(long base) {
        this.base = base;
      }

      Object take(
          long a, double b, int c, long d, float e, double f, String g, String h, char i, byte j) {
        return base + ":" + a + b + c + d + e + f + g + h + i + j;
      }
    }
  }

  static final class Duplicated implements Program {
    @Override
    public Object run(Probe p) {
      int[] a = {1, 2, 3};
      long[] b = {1, 2, 3};
      Cell cell = new Cell();
      int i = 0;
      a[i++] += p.suspend(10);
      a[i++] <<= p.suspend(a[0]);
      b[i] *= p.suspend(5L) + a[i]++;
      int x = cell.n = a[2] = p.suspend(77);
      long y = cell.wide = b[0] = p.suspend(88L);
      cell.n += p.suspend(x) + cell.n++;
      cell.wide -= p.suspend(y) * cell.next(p);
      cell.text += p.suspend("t") + cell.text;
      return new Object[] {a, b, i, x, y, cell.n, cell.wide, cell.text, i++ + p.suspend(i) + ++i};
    }

    static final class Cell {
      int n = 4;
      long wide = 9;
      String text = "s";

      long next(Probe p) {
        return wide = p.suspend(wide + n);
      }
    }
  }

  static final class Constants implements Program {
    @Override
    public Object run(Probe p) {
      double payload = Double.longBitsToDouble(0x7ff8000000000abcL);
      float small = Float.intBitsToFloat(0x7fc00abc);
      double minusZero = -0.0;
      float minusZeroF = -0.0f;
      Object first =
          Keeper.of(
              -0.0, Double.NaN, -0.0f, Float.NaN, 0L, Long.MIN_VALUE, null, p.suspend("last"));
      p.suspend();
      Object second =
          Keeper.of(
              minusZero, payload, minusZeroF, small, -1L, Long.MAX_VALUE, "s", Keeper.same(p));
      double zero = 0.0;
      return new Object[] {
        first,
        second,
        zero + p.suspend(-0.0),
        -0.0 + p.suspend(-0.0),
        p.suspend(-0.0f),
        p.suspend(minusZero)
      };
    }

    static final class Keeper {
      static Object of(double a, double b, float c, float d, long e, long f, Object g, Object h) {
        return new Object[] {a, b, c, d, e, f, g, h};
      }

      static Object same(Probe p) {
        double inner = -0.0;
        float nan = Float.intBitsToFloat(0xffc12345);
        p.suspend();
        return new Object[] {inner, nan, Double.MIN_VALUE, -Float.MIN_VALUE};
      }
    }
  }

  static final class NullLocal implements Program {
    @Override
    public Object run(Probe p) {
      Object nothing = null;
      String text = null;
      int[] array = null;
      p.suspend();
      String said = Taker.take(text, array, nothing, p);
      text = p.suspend("now");
      p.suspend();
      return said + text + nothing + (array == null);
    }

    static final class Taker {
      static String take(String s, int[] a, Object o, Probe p) {
        String none = null;
        p.suspend();
        return s + (a == null ? "none" : "some") + o + none + p.suspend((Object) null);
      }
    }
  }

  static final class NullOnStack implements Program {
    @Override
    public Object run(Probe p) {
      Object[] array = {
        null, p.suspend(1), null, p.suspend((String) null), Taker.empty(null, p.suspend("a"), null)
      };
      array[0] = p.suspend(array.length > 3) ? null : "no";
      return new Object[] {
        array, Taker.join(null, null, Taker.join(null, p.suspend("deep"), null)), Taker.nothing(p)
      };
    }

    static final class Taker {
      static String empty(String a, String b, int[] c) {
        return a + b + (c == null);
      }

      static String join(String a, String b, String c) {
        return a + b + c;
      }

      static Object nothing(Probe p) {
        return p.suspend(true) ? null : p.suspend("never");
      }
    }
  }

  /** Every kind of value as the delivered result, and results that are dropped. */
  static final class Results implements Program {
    @Override
    public Object run(Probe p) {
      Kinds k = new Kinds(p);
      k.number();
      k.wide();
      k.nothing();
      k.text();
      return new Object[] {
        k.flag(),
        k.small(),
        k.letter(),
        k.brief(),
        k.number(),
        k.wide(),
        k.single(),
        k.real(),
        k.text(),
        k.array(),
        k.matrix()
      };
    }

    static final class Kinds {
      private final Probe p;

      Kinds(Probe p) {
        this.p = p;
      }

      boolean flag() {
        return p.suspend(true);
      }

      byte small() {
        return (byte) p.suspend(200);
      }

      char letter() {
        return (char) p.suspend(0xfffe);
      }

      short brief() {
        return (short) p.suspend(0x18000);
      }

      int number() {
        return p.suspend(Integer.MIN_VALUE);
      }

      long wide() {
        return p.suspend(Long.MIN_VALUE);
      }

      float single() {
        return p.suspend(1.5f);
      }

      double real() {
        return p.suspend(-2.5);
      }

      String text() {
        return p.suspend("text");
      }

      int[] array() {
        return p.suspend(new int[] {1, 2});
      }

      String[][] matrix() {
        return p.suspend(new String[][] {{"a"}, null});
      }

      void nothing() {
        p.suspend();
        p.log("nothing");
      }
    }
  }
}
