package dev.weft.it.shapes;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;

/** Rows 15 and 16: deep stacks and methods with many suspend points. Java 8 syntax. */
final class DepthShapes {
  private DepthShapes() {}

  static final class DeepRecursion implements Program {
    @Override
    public Object run(Probe p) {
      return Down.go(p, 3000, 1L, "s");
    }

    static final class Down {
      static double go(Probe p, int n, long wide, String s) {
        if (n == 0) {
          return p.suspend(0.5) + s.length();
        }
        double r = go(p, n - 1, wide * 31 + n, n % 500 == 0 ? s + n : s);
        return n % 300 == 0 ? r + p.suspend(wide) : r + wide % 7;
      }
    }
  }

  /** Suspends at each level, going down and coming back. */
  static final class EveryLevel implements Program {
    @Override
    public Object run(Probe p) {
      return Even.go(p, 150) + Odd.go(p, 149);
    }

    static final class Even {
      static int go(Probe p, int n) {
        return p.suspend(n) == 0 ? 1 : n + Odd.go(p, n - 1) * p.suspend(3);
      }
    }

    static final class Odd {
      static int go(Probe p, int n) {
        return p.suspend(n) == 0 ? 2 : n - Even.go(p, n - 1) * p.suspend(5);
      }
    }
  }

  /** Grows and shrinks the saved stack again and again. */
  static final class Sawtooth implements Program {
    @Override
    public Object run(Probe p) {
      int r = 0;
      for (int depth = 1; depth < 60; depth += depth / 2 + 1) {
        r = r * 31 + new Tree(depth % 9).walk(p, depth);
      }
      return r;
    }

    static final class Tree {
      private final int fanout;

      Tree(int fanout) {
        this.fanout = fanout;
      }

      int walk(Probe p, int depth) {
        if (depth <= 0) {
          return p.suspend(fanout);
        }
        int r = p.suspend(depth);
        return r * 7 + walk(p, depth - 1 - fanout / 3) + p.suspend(r);
      }
    }
  }

  /** 140 suspend points, and an array and an index under most of them. */
  static final class ManyPoints implements Program {
    @Override
    public Object run(Probe p) {
      return Sum.of(
          p.suspend(0),
          p.suspend(1),
          p.suspend(2),
          p.suspend(3),
          p.suspend(4),
          p.suspend(5),
          p.suspend(6),
          p.suspend(7),
          p.suspend(8),
          p.suspend(9),
          p.suspend(10),
          p.suspend(11),
          p.suspend(12),
          p.suspend(13),
          p.suspend(14),
          p.suspend(15),
          p.suspend(16),
          p.suspend(17),
          p.suspend(18),
          p.suspend(19),
          p.suspend(20),
          p.suspend(21),
          p.suspend(22),
          p.suspend(23),
          p.suspend(24),
          p.suspend(25),
          p.suspend(26),
          p.suspend(27),
          p.suspend(28),
          p.suspend(29),
          p.suspend(30),
          p.suspend(31),
          p.suspend(32),
          p.suspend(33),
          p.suspend(34),
          p.suspend(35),
          p.suspend(36),
          p.suspend(37),
          p.suspend(38),
          p.suspend(39),
          p.suspend(40),
          p.suspend(41),
          p.suspend(42),
          p.suspend(43),
          p.suspend(44),
          p.suspend(45),
          p.suspend(46),
          p.suspend(47),
          p.suspend(48),
          p.suspend(49),
          p.suspend(50),
          p.suspend(51),
          p.suspend(52),
          p.suspend(53),
          p.suspend(54),
          p.suspend(55),
          p.suspend(56),
          p.suspend(57),
          p.suspend(58),
          p.suspend(59),
          p.suspend(60),
          p.suspend(61),
          p.suspend(62),
          p.suspend(63),
          p.suspend(64),
          p.suspend(65),
          p.suspend(66),
          p.suspend(67),
          p.suspend(68),
          p.suspend(69),
          p.suspend(70),
          p.suspend(71),
          p.suspend(72),
          p.suspend(73),
          p.suspend(74),
          p.suspend(75),
          p.suspend(76),
          p.suspend(77),
          p.suspend(78),
          p.suspend(79),
          p.suspend(80),
          p.suspend(81),
          p.suspend(82),
          p.suspend(83),
          p.suspend(84),
          p.suspend(85),
          p.suspend(86),
          p.suspend(87),
          p.suspend(88),
          p.suspend(89),
          p.suspend(90),
          p.suspend(91),
          p.suspend(92),
          p.suspend(93),
          p.suspend(94),
          p.suspend(95),
          p.suspend(96),
          p.suspend(97),
          p.suspend(98),
          p.suspend(99),
          p.suspend(100),
          p.suspend(101),
          p.suspend(102),
          p.suspend(103),
          p.suspend(104),
          p.suspend(105),
          p.suspend(106),
          p.suspend(107),
          p.suspend(108),
          p.suspend(109),
          p.suspend(110),
          p.suspend(111),
          p.suspend(112),
          p.suspend(113),
          p.suspend(114),
          p.suspend(115),
          p.suspend(116),
          p.suspend(117),
          p.suspend(118),
          p.suspend(119),
          p.suspend(120),
          p.suspend(121),
          p.suspend(122),
          p.suspend(123),
          p.suspend(124),
          p.suspend(125),
          p.suspend(126),
          p.suspend(127),
          p.suspend(128),
          p.suspend(129),
          p.suspend(130),
          p.suspend(131),
          p.suspend(132),
          p.suspend(133),
          p.suspend(134),
          p.suspend(135),
          p.suspend(136),
          p.suspend(137),
          p.suspend(138),
          p.suspend(139));
    }

    static final class Sum {
      static long of(int... numbers) {
        long sum = 0;
        for (int n : numbers) {
          sum = sum * 31 + n;
        }
        return sum;
      }
    }
  }

  static final class CatchAtDepth implements Program {
    @Override
    public Object run(Probe p) {
      return Down.go(p, 1100, 0) + Down.go(p, 1100, 1100) + Down.go(p, 1100, 900);
    }

    static final class Down {
      /** Throws at the bottom, and catches at one level on the way back. */
      static String go(Probe p, int n, int catching) {
        if (n == 0) {
          p.suspend();
          if (catching == 0) {
            return caught(p);
          }
          throw new IllegalStateException("bottom" + p.suspend(n));
        }
        if (n != catching) {
          return go(p, n - 1, catching);
        }
        try {
          return go(p, n - 1, catching);
        } catch (IllegalStateException e) {
          p.suspend();
          p.log(e);
          return e.getMessage() + n;
        }
      }

      static String caught(Probe p) {
        try {
          throw new IllegalArgumentException("here" + p.suspend(1));
        } catch (IllegalArgumentException e) {
          return e.getMessage() + p.suspend(2);
        }
      }
    }
  }

  /**
   * A stack overflow inside woven code leaves nothing behind that the next suspension could trip
   * over.
   */
  static final class StackOverflow implements Program {
    @Override
    public Object run(Probe p) {
      int caught = 0;
      for (int i = 0; i < 3; i++) {
        try {
          caught += Endless.go(new long[1], i);
        } catch (StackOverflowError e) {
          caught += 100;
        }
        caught += p.suspend(1);
        caught += Endless.finite(p, 5);
      }
      return caught;
    }

    static final class Endless {
      @SuppressWarnings("InfiniteRecursion")
      static int go(long[] count, int n) {
        count[0]++;
        return go(count, n) + 1;
      }

      static int finite(Probe p, int n) {
        return n == 0 ? p.suspend(1) : finite(p, n - 1) + p.suspend(n);
      }
    }
  }
}
