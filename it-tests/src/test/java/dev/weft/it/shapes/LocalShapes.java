package dev.weft.it.shapes;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;

/** Rows 7 to 11: local variables at a suspend point. Java 8 syntax. */
final class LocalShapes {
  private LocalShapes() {}

  static final class Uninitialised implements Program {
    @Override
    public Object run(Probe p) {
      int x;
      long y;
      String s;
      p.suspend();
      if (p.suspend(true)) {
        x = p.suspend(1);
      } else {
        x = 2;
      }
      for (int i = 0; ; i++) {
        double d;
        p.suspend();
        d = i * 1.5;
        if (i == 2) {
          y = p.suspend(3L) + (long) d;
          s = Late.assigned(p, i);
          break;
        }
      }
      return s + x + y;
    }

    static final class Late {
      static String assigned(Probe p, int i) {
        String result;
        switch (p.suspend(i)) {
          case 1:
            result = "one";
            break;
          case 2:
            p.suspend();
            result = "two";
            break;
          default:
            return "other";
        }
        return result + p.suspend(i);
      }
    }
  }

  static final class SlotReuse implements Program {
    @Override
    public Object run(Probe p) {
      StringBuilder out = new StringBuilder();
      {
        int a = p.suspend(1);
        p.suspend();
        out.append(a);
      }
      {
        String a = p.suspend("two");
        p.suspend();
        out.append(a);
      }
      {
        double a = p.suspend(3.0);
        p.suspend();
        out.append(a);
      }
      {
        int a = p.suspend(4);
        long b = Reuser.wide(p);
        p.suspend();
        out.append(a).append(b);
      }
      {
        Object a = new int[] {5};
        float b = 6f;
        p.suspend();
        out.append(((int[]) a)[0]).append(b);
      }
      return out.toString();
    }

    static final class Reuser {
      static long wide(Probe p) {
        for (int i = 0; i < 2; i++) {
          Object o = p.suspend((Object) ("o" + i));
          p.log(o);
        }
        for (long i = 0; i < 2; i++) {
          long twice = p.suspend(i * 2);
          p.log(twice);
        }
        float f = p.suspend(2.5f);
        p.suspend();
        return (long) (f * 2);
      }
    }
  }

  static final class Merged implements Program {
    @Override
    public Object run(Probe p) {
      Object o = p.suspend(true) ? "s" : Integer.valueOf(3);
      Comparable<?> c = p.suspend(false) ? "s" : Integer.valueOf(3);
      List<Integer> list = p.suspend(1) == 1 ? new ArrayList<Integer>() : new LinkedList<Integer>();
      p.suspend();
      list.add(p.suspend(4));
      Object current = list;
      for (int i = 0; i < 5; i++) {
        p.suspend();
        p.log(current);
        current = i % 2 == 0 ? "x" + p.suspend(i) : (Object) Long.valueOf(i);
      }
      return new Object[] {
        o, c, list, current, Chooser.shape(p, 0).area(p) + Chooser.shape(p, 1).area(p)
      };
    }

    interface Shape {
      int area(Probe p);
    }

    static final class Square implements Shape {
      @Override
      public int area(Probe p) {
        return p.suspend(4);
      }
    }

    static final class Circle implements Shape {
      @Override
      public int area(Probe p) {
        return p.suspend(3);
      }
    }

    static final class Chooser {
      static Shape shape(Probe p, int which) {
        Shape shape;
        if (which == 0) {
          shape = new Square();
        } else {
          shape = new Circle();
        }
        p.suspend();
        return shape;
      }
    }
  }

  static final class PrimitiveArrays implements Program {
    @Override
    public Object run(Probe p) {
      boolean[] z = {p.suspend(true)};
      byte[] b = {(byte) p.suspend(1)};
      char[] c = {(char) p.suspend('c')};
      short[] s = {(short) p.suspend(2)};
      int[] i = {p.suspend(3)};
      long[] l = {p.suspend(4L)};
      float[] f = {p.suspend(5f)};
      double[] d = {p.suspend(6.0)};
      int[][] m = new int[p.suspend(2)][p.suspend(3)];
      m[1][p.suspend(2)] = i[0];
      p.suspend();
      l[0] += i[0] + b[0] + s[0] + c[0] + m[1][2];
      d[0] *= f[0];
      z[0] &= Any.isArray(p, z) & Any.isArray(p, m);
      return new Object[] {z, b, c, s, i, l, f, d, m, Any.either(p, true), Any.either(p, false)};
    }

    static final class Any {
      static boolean isArray(Probe p, Object o) {
        return p.suspend(o).getClass().isArray();
      }

      static Object either(Probe p, boolean first) {
        Cloneable array;
        if (first) {
          array = new int[] {p.suspend(1)};
        } else {
          array = new long[] {p.suspend(1L)};
        }
        p.suspend();
        return array;
      }
    }
  }

  static final class ForEachArray implements Program {
    @Override
    public Object run(Probe p) {
      int sum = 0;
      for (String word : new String[] {"a", "bc", p.suspend("def")}) {
        for (char letter : word.toCharArray()) {
          sum = sum * 31 + p.suspend(letter);
        }
      }
      for (int[] row : new int[][] {{1, 2}, {}, {3}}) {
        for (int n : row) {
          sum += p.suspend(n) * row.length;
        }
      }
      Object[] merged = sum == 0 ? new Integer[] {1} : new String[] {"x", "y"};
      for (Object o : merged) {
        p.log(p.suspend(o));
      }
      return sum + Doubles.total(p, new double[] {0.5, -0.0, 2});
    }

    static final class Doubles {
      static double total(Probe p, double... numbers) {
        double total = 0;
        for (double number : numbers) {
          total += p.suspend(number);
        }
        return total;
      }
    }
  }
}
