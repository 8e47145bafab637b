package dev.weft.it.shapes;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;

/** Rows 12 to 14: switches and loops. Java 8 syntax. */
final class ControlShapes {
  private ControlShapes() {}

  static final class IntSwitch implements Program {
    @Override
    public Object run(Probe p) {
      int r = 0;
      for (int i = -1; i < 6; i++) {
        switch (p.suspend(i)) {
          case 0:
            r += p.suspend(1);
          // falls through
          case 1:
            r = r * 3 + p.suspend(2);
            break;
          case 3:
            continue;
          case 4:
            r ^= Sparse.pick(p, i * 1000);
            break;
          default:
            r -= p.suspend(i);
        }
        p.log(r);
      }
      return r;
    }

    static final class Sparse {
      static int pick(Probe p, int key) {
        switch (p.suspend(key)) {
          case -7:
            return 1;
          case 4000:
            return p.suspend(2) + (key > p.suspend(3) ? 4 : 5);
          case Integer.MAX_VALUE:
            return 3;
          default:
            return p.suspend(6);
        }
      }
    }
  }

  static final class StringSwitch implements Program {
    @Override
    public Object run(Probe p) {
      StringBuilder out = new StringBuilder();
      for (String s : new String[] {"Aa", "BB", "", "other", "C#"}) { // Aa and BB have one hash
        switch (p.suspend(s)) {
          case "Aa":
            out.append(p.suspend(1));
            break;
          case "BB":
            out.append(p.suspend(2L));
          // falls through
          case "":
            out.append(Inner.name(p, s.length()));
            break;
          default:
            out.append(p.suspend("?"));
        }
      }
      return out.toString();
    }

    static final class Inner {
      static String name(Probe p, int n) {
        String key = n == 0 ? "Bb" : "CC";
        switch (key) {
          case "Bb":
            return p.suspend("zero");
          case "CC":
            p.suspend();
            return key;
          default:
            throw new AssertionError();
        }
      }
    }
  }

  static final class EnumSwitch implements Program {
    enum Color {
      RED,
      GREEN,
      BLUE
    }

    @Override
    public Object run(Probe p) {
      int r = 0;
      for (Color color : Color.values()) {
        switch (p.suspend(color)) {
          case RED:
            r = p.suspend(1);
            break;
          case BLUE:
            r = r * 10 + Last.value(p);
            break;
          default:
            r = r * 10 + p.suspend(2);
        }
      }
      return r;
    }

    static final class Last {
      static int value(Probe p) {
        return p.suspend(3) + Color.valueOf(p.suspend("GREEN")).ordinal();
      }
    }
  }

  static final class Loops implements Program {
    @Override
    public Object run(Probe p) {
      int r = 0;
      int i = 0;
      do {
        r += p.suspend(i);
        while (p.suspend(r) % 3 != 0) {
          r++;
        }
      } while (p.suspend(++i) < 4);
      for (int a = 0, b = 9; p.suspend(a < b); a++, b -= p.suspend(2)) {
        r = r * 7 + a * b;
        if (r > 100000) {
          break;
        }
      }
      return Labels.walk(p, r);
    }

    static final class Labels {
      static int walk(Probe p, int r) {
        outer:
        for (int i = 0; i < 4; i++) {
          for (int j = 0; ; j++) {
            if (p.suspend(j) > i) {
              continue outer;
            }
            if (i == 3 && j == p.suspend(1)) {
              break outer;
            }
            r = r * 31 + p.suspend(i * 10 + j);
          }
        }
        return r;
      }
    }
  }

  static final class Conditions implements Program {
    @Override
    public Object run(Probe p) {
      boolean a = p.suspend(true) && (p.suspend(false) || !p.suspend(false)) ^ Odd.is(p, 3);
      boolean b = Odd.is(p, 2) || Odd.is(p, 3) & Odd.is(p, 4) | p.suspend(true);
      int c = Odd.is(p, 1) ? p.suspend(1) + (Odd.is(p, 2) ? 10 : p.suspend(20)) : 40;
      assert p.suspend(c) > 0;
      return new Object[] {a, b, c};
    }

    static final class Odd {
      static boolean is(Probe p, int n) {
        return p.suspend(n) % 2 == 1;
      }
    }
  }

  /** A loop inside which only some iterations suspend, in code that stays hot. */
  static final class RareInHotLoop implements Program {
    @Override
    public Object run(Probe p) {
      long h = 17;
      for (int i = 0; i < 200_000; i++) {
        h = Step.next(p, h, i);
      }
      return h;
    }

    static final class Step {
      static long next(Probe p, long h, int i) {
        if (i % 20_000 == 7) {
          h += p.suspend(h);
        }
        return h * 31 + i;
      }
    }
  }
}
