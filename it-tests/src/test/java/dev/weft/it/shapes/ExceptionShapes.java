package dev.weft.it.shapes;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.util.ArrayList;
import java.util.List;

/** Rows 17 to 22: try, catch and finally around suspend points. Java 8 syntax. */
final class ExceptionShapes {
  private ExceptionShapes() {}

  static final class Nested implements Program {
    @Override
    public Object run(Probe p) {
      int r = 0;
      for (int i = 0; i < 6; i++) {
        r = r * 31 + Inner.go(p, i, r);
      }
      return r;
    }

    static final class Inner {
      static int go(Probe p, int how, int before) {
        int state = p.suspend(before);
        try {
          state += 1;
          try {
            state += p.suspend(10);
            thrower(p, how);
            state += 100;
          } catch (IllegalStateException e) {
            state += p.suspend(1000);
            thrower(p, how + 10);
          } finally {
            state += p.suspend(7);
            p.log(state);
            thrower(p, how + 20);
          }
          return state + p.suspend(5);
        } catch (RuntimeException e) {
          p.log(e.getMessage() + p.suspend(state));
          return state;
        } finally {
          p.log("out" + p.suspend(state));
          state = -1;
        }
      }

      static void thrower(Probe p, int how) {
        p.suspend();
        switch (how) {
          case 1:
          case 2:
            throw new IllegalStateException("state" + how);
          case 12:
          case 23:
            throw new IllegalArgumentException("argument" + how);
          case 4:
            throw new UnsupportedOperationException(p.suspend("unsupported"));
          default:
        }
      }
    }
  }

  /**
   * The handler needs what the try block does not, and each of several ranges has a handler of its
   * own.
   */
  static final class HandlerOnlyLocals implements Program {
    @Override
    public Object run(Probe p) {
      String onlyThere = "kept" + p.suspend(1);
      long wide = p.suspend(1L << 40);
      double real = -0.0;
      try {
        Thrower.now(p, 0);
      } catch (IllegalStateException e) {
        p.suspend();
        p.log(onlyThere + wide + real + e.getMessage());
      }
      int phase = 0;
      try {
        phase = p.suspend(1);
        phase = Thrower.now(p, phase);
      } catch (IllegalStateException e) {
        return new Object[] {phase, p.suspend(onlyThere), wide, real, e.getMessage()};
      }
      return "unreached";
    }

    static final class Thrower {
      static int now(Probe p, int n) {
        p.suspend();
        throw new IllegalStateException("now" + n);
      }
    }
  }

  static final class FirstAndLastInstruction implements Program {
    @Override
    public Object run(Probe p) {
      List<Object> out = new ArrayList<Object>();
      p.suspend();
      try {
        Edge.maybe(p, true);
      } catch (RuntimeException e) {
        out.add("first " + e.getMessage());
      }
      try {
        out.add("before");
        Edge.maybe(p, true);
      } catch (RuntimeException e) {
        Edge.maybe(p, false);
        out.add("last " + e.getMessage());
      } finally {
        Edge.maybe(p, false);
      }
      Edge.maybe(p, false);
      try {
        p.suspend();
      } finally {
        p.suspend();
      }
      return out;
    }

    static final class Edge {
      static void maybe(Probe p, boolean fail) {
        p.suspend();
        if (fail) {
          throw new RuntimeException("edge");
        }
      }
    }
  }

  static final class CatchOrder implements Program {
    @Override
    public Object run(Probe p) throws Exception {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        try {
          Raiser.raise(p, i);
          out.append("none");
        } catch (ArrayIndexOutOfBoundsException e) {
          out.append(p.suspend("array"));
        } catch (IndexOutOfBoundsException e) {
          out.append(p.suspend("index"));
        } catch (IllegalArgumentException | IllegalStateException e) {
          out.append(p.suspend("multi")).append(e.getClass().getSimpleName());
        } catch (Exception e) {
          out.append(p.suspend("any")).append(e.getMessage());
        } catch (Throwable t) {
          out.append(p.suspend("throwable"));
        }
      }
      return out.toString();
    }

    static final class Raiser {
      static void raise(Probe p, int which) throws Exception {
        p.suspend();
        switch (which) {
          case 0:
            throw new StringIndexOutOfBoundsException("s");
          case 1:
            p.log(new int[0][p.suspend(1)]);
            break;
          case 2:
            throw new NumberFormatException();
          case 3:
            throw new IllegalStateException();
          case 4:
            throw new Exception("checked");
          default:
            throw new AssertionError();
        }
        int[] none = new int[0];
        none[p.suspend(3)]++;
      }
    }
  }

  static final class TryWithResources implements Program {
    @Override
    public Object run(Probe p) throws Exception {
      try (Resource a = new Resource(p, "a", false)) {
        p.log(a.name);
      }
      try (Resource a = Resource.open(p, "b", true);
          Resource b = Resource.open(p, "c", true);
          Resource none = null) {
        p.log(a.name + b.name + none + p.suspend(1));
        throw new IllegalStateException("body" + p.suspend(2));
      }
    }

    static final class Resource implements AutoCloseable {
      private final Probe p;
      final String name;
      private final boolean fails;

      Resource(Probe p, String name, boolean fails) {
        this.p = p;
        this.name = name;
        this.fails = fails;
      }

      static Resource open(Probe p, String name, boolean fails) {
        p.suspend();
        return new Resource(p, p.suspend(name), fails);
      }

      @Override
      public void close() throws Exception {
        p.log("close " + p.suspend(name));
        if (fails) {
          throw new Exception("close " + name);
        }
      }
    }
  }

  /**
   * A return value computed before a finally block that suspends, overrides it or continues a loop.
   */
  static final class FinallyOverrides implements Program {
    @Override
    public Object run(Probe p) {
      long sum = 0;
      for (int i = 0; i < 4; i++) {
        try {
          sum += Returns.value(p, i);
          if (i == 1) {
            continue;
          }
          sum += p.suspend(100L);
        } catch (IllegalStateException e) {
          sum += 10_000;
        } finally {
          sum = sum * 3 + p.suspend(1);
        }
      }
      return sum;
    }

    static final class Returns {
      @SuppressWarnings("finally")
      static int value(Probe p, int i) {
        try {
          if (i == 2) {
            throw new IllegalStateException("lost");
          }
          return p.suspend(i);
        } finally {
          p.suspend();
          if (i % 2 == 0) {
            return p.suspend(40 + i);
          }
        }
      }
    }
  }

  /**
   * Row 40: thrown at depth after every frame was resumed; rethrown, wrapped, and with its frames
   * compared.
   */
  static final class ThroughResumedFrames implements Program {
    @Override
    public Object run(Probe p) {
      p.suspend();
      try {
        Levels.one(p, 5);
      } catch (IllegalStateException e) {
        p.suspend();
        p.log(e.getMessage());
        throw new RuntimeException("wrapped" + p.suspend(1), e);
      }
      return null;
    }

    static final class Levels {
      static int one(Probe p, int n) {
        p.suspend();
        try {
          return two(p, n) + p.suspend(1);
        } catch (IllegalArgumentException e) {
          p.suspend();
          throw new IllegalStateException(e.getMessage() + n, e);
        }
      }

      static int two(Probe p, int n) {
        p.suspend();
        if (n > 0) {
          return two(p, n - 1) + p.suspend(n);
        }
        p.suspend();
        throw new IllegalArgumentException("depth");
      }
    }
  }

  /**
   * An exception raised by the call instruction itself, then calls through foreign code with the
   * same name and type.
   */
  static final class RaisedByTheCall implements Program {
    @Override
    public Object run(Probe p) {
      Callee none = p.suspend((Callee) null);
      int r = 0;
      for (int i = 0; i < 2; i++) {
        try {
          r += none.go(p);
        } catch (NullPointerException e) {
          r += p.suspend(10);
        }
        try {
          Object text = p.suspend("text");
          r += ((Callee) text).go(p);
        } catch (ClassCastException e) {
          r += new Callee().go(p);
        }
        try {
          Object[] strings = new String[1];
          strings[0] = p.suspend((Object) i);
        } catch (ArrayStoreException e) {
          r += p.suspend(1000) / i(p);
        }
      }
      return r;
    }

    private static int i(Probe p) {
      try {
        return 1 / p.suspend(0);
      } catch (ArithmeticException e) {
        return p.suspend(2);
      }
    }

    static final class Callee {
      int go(Probe p) {
        return p.suspend(100);
      }
    }
  }
}
