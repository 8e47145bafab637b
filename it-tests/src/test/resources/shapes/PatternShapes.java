package dev.weft.it.shapes;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.util.List;

/** Rows 12 and 36 for Java 21: pattern switches and record patterns. */
final class PatternShapes {
  private PatternShapes() {}

  static final class PatternSwitch implements Program {
    @Override
    public Object run(Probe p) {
      StringBuilder out = new StringBuilder();
      Object[] values = {1, -1, "text", "", null, 2L, new int[] {3}, List.of(4), Kind.B, 5.5};
      for (Object value : values) {
        out.append(Choice.of(p, p.suspend(value))).append(p.suspend(' '));
      }
      return out.toString();
    }

    enum Kind { A, B }

    static final class Choice {
      static String of(Probe p, Object o) {
        return "<" + switch (o) {
          case null -> p.suspend("null");
          case Integer i when p.suspend(i) > 0 -> "positive" + p.suspend(i);
          case Integer i -> "int" + i;
          case String s when s.length() > p.suspend(0) && p.suspend(s).charAt(0) == 't' -> p.suspend(s);
          case String s -> "string" + p.suspend(s.length());
          case Long l -> p.suspend(l) + "L";
          case int[] a -> "ints" + p.suspend(a[0]);
          case List<?> l -> "list" + p.suspend(l.size());
          case Kind k when k == Kind.A -> "never";
          case Kind k -> k.name() + p.suspend(k.ordinal());
          default -> p.suspend("other");
        } + ">";
      }
    }
  }

  static final class RecordPatterns implements Program {
    @Override
    public Object run(Probe p) {
      Expression e = new Add(new Multiply(new Constant(2), new Constant(3)), new Negate(new Constant(4)));
      long value = Evaluator.value(p, e);
      if (p.suspend((Object) e) instanceof Add(Multiply(Constant(var a), Expression b), Negate n) && a == p.suspend(2)) {
        value = value * 100 + a + Evaluator.value(p, b) + p.suspend(n.hashCode() == n.hashCode() ? 1 : 0);
      }
      return value + Evaluator.text(p, e);
    }

    sealed interface Expression permits Constant, Add, Multiply, Negate {}

    record Constant(int n) implements Expression {}

    record Add(Expression a, Expression b) implements Expression {}

    record Multiply(Expression a, Expression b) implements Expression {}

    record Negate(Expression of) implements Expression {}

    static final class Evaluator {
      static long value(Probe p, Expression e) {
        return switch (e) {
          case Constant(int n) -> p.suspend(n);
          case Add(Expression a, Expression b) -> value(p, a) + value(p, b);
          case Multiply(Constant(int a), Constant(int b)) when p.suspend(a) == 2 -> p.suspend((long) a) * b;
          case Multiply(Expression a, Expression b) -> value(p, a) * value(p, b);
          case Negate(var of) -> -value(p, p.suspend(of));
        };
      }

      static String text(Probe p, Expression e) {
        return switch (p.suspend(e)) {
          case Constant c -> "" + p.suspend(c.n());
          case Negate(Constant(int n)) -> "-" + p.suspend(n);
          case Negate n -> "-(" + text(p, n.of()) + ")";
          case Add(var a, var b) -> text(p, a) + p.suspend("+") + text(p, b);
          case Multiply m -> text(p, m.a()) + "*" + text(p, m.b());
        };
      }
    }
  }

  /** A component that cannot be read makes the match fail with an exception of its own. */
  static final class FailingPattern implements Program {
    @Override
    public Object run(Probe p) {
      try {
        return Matcher.match(p, new Bad(p.suspend(1)));
      } catch (MatchException e) {
        return e.getCause().getMessage() + p.suspend(2);
      }
    }

    record Bad(int n) {
      @Override
      public int n() {
        throw new IllegalStateException("no component");
      }
    }

    static final class Matcher {
      static int match(Probe p, Object o) {
        p.suspend();
        return o instanceof Bad(int n) ? p.suspend(n) : p.suspend(-1);
      }
    }
  }
}
