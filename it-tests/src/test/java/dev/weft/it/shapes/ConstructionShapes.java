package dev.weft.it.shapes;

import dev.weft.Pinned;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;

/** Rows 23 to 26: objects whose construction meets a suspension. Java 8 syntax. */
final class ConstructionShapes {
  private ConstructionShapes() {}

  static final class SuspendingArguments implements Program {
    @Override
    public Object run(Probe p) {
      Pair one = new Pair(p.suspend(1), "x");
      Pair two =
          new Pair(
              new Pair(p.suspend(2), p.suspend("in")), new Pair(3L, new Pair(p.suspend(4L), null)));
      Pair three =
          new Pair(p.suspend(true) ? p.suspend(5) : p.suspend("no"), new int[] {p.suspend(6)});
      StringBuilder builder =
          new StringBuilder(p.suspend("sb")).append(new String(p.suspend(new char[] {'c'})));
      String s = builder.append(p.suspend(7L)).toString();
      long under =
          p.suspend(8L) + new Pair(p.suspend(9.5), new Pair(p.suspend(10f), one)).hash(p) * 2L;
      new Pair(p.suspend("dropped"), two);
      return new Object[] {one.show(), two.show(), three.show(), s, under, Pair.loop(p).show()};
    }

    static final class Pair {
      final Object a;
      final Object b;

      Pair(Object a, Object b) {
        this.a = a;
        this.b = b;
      }

      Pair(long a, Object b) {
        this(Long.valueOf(a), b);
      }

      int hash(Probe p) {
        return p.suspend(show().length());
      }

      String show() {
        return "(" + show(a) + " " + show(b) + ")";
      }

      private static String show(Object o) {
        return o instanceof Pair
            ? ((Pair) o).show()
            : o instanceof int[] ? "ints" : String.valueOf(o);
      }

      static Pair loop(Probe p) {
        Pair list = null;
        for (int i = 0; i < 3; i++) {
          list = new Pair(p.suspend(i), new Pair(list, p.suspend(list == null)));
        }
        return list;
      }
    }
  }

  static final class ThrownConstruction implements Program {
    @Override
    public Object run(Probe p) {
      try {
        p.log(new Checked(p.suspend(1), Checked.failing(p)));
      } catch (IllegalStateException e) {
        p.log(e.getMessage());
      }
      try {
        p.log(new Checked(p.suspend(-1), "negative"));
      } catch (IllegalArgumentException e) {
        p.log(e.getMessage() + p.suspend("!"));
      }
      throw new UnsupportedOperationException(
          p.suspend("thrown"), new RuntimeException(p.suspend("cause")));
    }

    static final class Checked {
      final int n;

      Checked(int n, String s) {
        if (n < 0) {
          throw new IllegalArgumentException(s);
        }
        this.n = n;
      }

      static String failing(Probe p) {
        p.suspend();
        throw new IllegalStateException("argument");
      }
    }
  }

  /**
   * A class is initialised by the new instruction, before the constructor's arguments are
   * evaluated.
   */
  @FreshClasses
  static final class InitialisedBeforeArguments implements Program {
    private static Probe probe;

    @Override
    public Object run(Probe p) {
      probe = p;
      Object first = new Noted(argument(p, "first"), new Other(argument(p, "inner")));
      Object second = new Noted(argument(p, "second"), null);
      probe = null;
      return first.getClass() == second.getClass();
    }

    private static String argument(Probe p, String name) {
      p.log("argument " + p.suspend(name));
      return name;
    }

    static final class Noted {
      static {
        probe.log("Noted initialised");
      }

      Noted(String name, Other other) {
        probe.log("Noted " + name + (other == null));
      }
    }

    static final class Other {
      static {
        probe.log("Other initialised");
      }

      Other(String name) {
        probe.log("Other " + name);
      }
    }
  }

  @Pins(Pinned.CONSTRUCTOR)
  static final class SuspendingConstructor implements Program {
    @Override
    public Object run(Probe p) {
      Thing a = new Thing(p, p.suspend(1));
      Thing b = new Child(p, p.suspend(2L));
      Thing c = new Child(p, 0.0);
      return a.sum
          + b.sum
          + c.sum
          + new Child(p).sum
          + p.suspend(10L)
          + new Thing(p, 3) {
            final long more = p.suspend(sum);

            long total() {
              return more + p.suspend(sum);
            }
          }.total();
    }

    static class Thing {
      final Probe p;
      long sum;

      Thing(Probe p, int n) {
        this.p = p;
        sum = p.suspend(n) + later(p);
      }

      long later(Probe p) {
        return p.suspend(100L);
      }
    }

    static final class Child extends Thing {
      final double real = p.suspend(0.5);

      Child(Probe p, long n) {
        super(p, (int) p.suspend(n));
        sum += real > 0 ? p.suspend(n) : 0;
      }

      Child(Probe p) {
        this(p, p.suspend(3L));
      }

      @Override
      long later(Probe p) {
        return new Thing(p, 1).sum;
      }

      Child(Probe p, double unset) {
        super(new Chain(p, p.suspend(unset)).p, p.suspend(4));
      }
    }

    static final class Chain extends Holder {
      Chain(Probe p, double d) {
        super(p.suspend(d) == 0 ? p : null);
      }
    }

    static class Holder {
      final Probe p;

      Holder(Probe p) {
        this.p = p;
      }
    }
  }

  @Pins(Pinned.CONSTRUCTOR)
  static final class ThisAndSuperArguments implements Program {
    @Override
    public Object run(Probe p) {
      return new Leaf(p).text + new Leaf(p, p.suspend("b")).text;
    }

    static class Base {
      final String text;

      Base(String a, long b) {
        text = a + b;
      }
    }

    static final class Leaf extends Base {
      Leaf(Probe p) {
        this(p, new StringBuilder(p.suspend("a")).append(p.suspend(1)).toString());
      }

      Leaf(Probe p, String s) {
        super(
            s + p.suspend(2),
            p.suspend(3L) + new Base(p.suspend("c"), p.suspend(4L)).text.length());
      }
    }
  }

  @FreshClasses
  @Pins(Pinned.CLASS_INITIALIZER)
  static final class SuspendingClassInitialiser implements Program {
    private static Probe probe;

    @Override
    public Object run(Probe p) {
      probe = p;
      p.suspend();
      try {
        p.log(Failing.VALUE);
      } catch (ExceptionInInitializerError e) {
        p.log(e.getCause().getMessage() + p.suspend(1));
      }
      return Initialised.VALUE + p.suspend(Initialised.next());
    }

    static final class Initialised {
      static final long VALUE = probe.suspend(20L) + next();

      static int next() {
        return probe.suspend(3);
      }
    }

    static final class Failing {
      static final String VALUE = fail();

      static String fail() {
        probe.suspend();
        throw new IllegalStateException("in initialiser");
      }
    }
  }

  /**
   * Here the call that initialises the class is one that may suspend, of a method that the
   * initialiser calls too.
   */
  @FreshClasses
  @Pins(Pinned.CLASS_INITIALIZER)
  static final class InitialisedByTheCall implements Program {
    private static Probe probe;

    @Override
    public Object run(Probe p) {
      probe = p;
      return Quiet.next(p) + Suspending.next(p) + p.suspend(1);
    }

    static final class Quiet {
      private static final StringBuilder LOG = new StringBuilder();
      private static final int START = LOG.length() > 0 ? 1 : length();

      static int length() {
        return LOG.append("start").length();
      }

      static int next(Probe p) {
        return p.suspend(START) + LOG.length();
      }
    }

    static final class Suspending {
      private static final int START = next(probe);

      static int next(Probe p) {
        return p.suspend(START + 100);
      }
    }
  }

  static final class Varargs implements Program {
    @Override
    public Object run(Probe p) {
      return Variable.join(
              p, "a", p.suspend(1), p.suspend(2L), null, p.suspend('c'), p.suspend(-0.0))
          + Variable.sum(p.suspend(1L), p.suspend(2L), Variable.sum(), Variable.sum(p.suspend(3)))
          + String.format(p.suspend("%s-%s"), p.suspend("x"), p.suspend(4));
    }

    static final class Variable {
      static String join(Probe p, Object... parts) {
        StringBuilder out = new StringBuilder();
        for (Object part : parts) {
          out.append(p.suspend(part)).append(';');
        }
        return out.toString();
      }

      static long sum(long... numbers) {
        long sum = numbers.length;
        for (long number : numbers) {
          sum += number;
        }
        return sum;
      }
    }
  }
}
