package dev.weft.it.shapes;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.io.Serializable;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * Row 32: lambdas and method references, through the JDK's interfaces and the program's own. Java 8
 * syntax.
 */
final class LambdaShapes {
  private LambdaShapes() {}

  static final class Lambdas implements Program {
    @Override
    public Object run(Probe p) throws Exception {
      long captured = p.suspend(40L);
      double real = -0.0;
      Function<Integer, Integer> plus = x -> p.suspend(x) + (int) captured;
      Callable<Object> callable = () -> p.suspend("called") + real + p.suspend(1);
      Runnable runnable = () -> p.log(p.suspend("run"));
      DoubleUnaryOperator half = d -> p.suspend(d / 2) + real;
      LongSupplier wide = () -> captured * p.suspend(3L);
      runnable.run();
      Function<Integer, Function<Integer, Long>> nested =
          a -> b -> p.suspend(a) * 100L + p.suspend(b);
      return new Object[] {
        plus.apply(2),
        callable.call(),
        half.applyAsDouble(-0.0),
        wide.getAsLong(),
        nested.apply(5).apply(6),
        Own.use(p, 3)
      };
    }

    interface Step {
      long go(int a, long b, String c) throws Exception;
    }

    static final class Own {
      private final int n;

      Own(int n) {
        this.n = n;
      }

      static Object use(Probe p, int n) throws Exception {
        return new Own(n).steps(p);
      }

      private long steps(Probe p) throws Exception {
        Step step = (a, b, c) -> p.suspend(a) + b * p.suspend(c.length()) + n;
        Step twice = (a, b, c) -> step.go(a, step.go(a, p.suspend(b), c), c + c);
        return twice.go(1, p.suspend(2L), "three") + n;
      }
    }
  }

  static final class MethodReferences implements Program {
    @Override
    public Object run(Probe p) {
      Target t = new Target(p, 5);
      IntBinaryOperator unboxed = t::add;
      BiFunction<Integer, Integer, Integer> boxed = t::addPrimitive;
      ToIntFunction<Target> unbound = Target::number;
      ToLongFunction<Integer> widened = t::twice;
      Function<Integer, Number> covariant = t::boxedTwice;
      Function<String, Object> dropped = t::intoArray;
      Supplier<Object> inherited = t::inherited;
      UnaryOperator<String> identity = p::suspend;
      Function<Integer, Target> constructor = Target::of;
      IntFunction<int[]> array = int[]::new;
      return new Object[] {
        unboxed.applyAsInt(1, 2),
        boxed.apply(3, 4),
        unbound.applyAsInt(t),
        widened.applyAsLong(6),
        covariant.apply(7),
        dropped.apply("d"),
        inherited.get(),
        identity.apply("i"),
        constructor.apply(8).n,
        array.apply(p.suspend(2)),
        t.viaSuper()
      };
    }

    static class Base {
      final Probe p;

      Base(Probe p) {
        this.p = p;
      }

      Object inherited() {
        return p.suspend("base");
      }
    }

    static final class Target extends Base {
      final int n;

      Target(Probe p, int n) {
        super(p);
        this.n = n;
      }

      static Target of(Integer n) {
        return new Target(null, n);
      }

      Integer add(Integer a, Integer b) {
        return p.suspend(a) + p.suspend(b) + n;
      }

      int addPrimitive(int a, int b) {
        return p.suspend(a) - p.suspend(b) - n;
      }

      int number() {
        return p.suspend(n);
      }

      int twice(int x) {
        return p.suspend(x) * 2;
      }

      Long boxedTwice(long x) {
        return p.suspend(x) * 2;
      }

      String intoArray(Object... parts) {
        return parts.length + "" + p.suspend(parts[0]);
      }

      @Override
      Object inherited() {
        return "never";
      }

      Object viaSuper() {
        Supplier<Object> s = super::inherited;
        return s.get();
      }
    }
  }

  /** Marker and serialisable lambdas take another bootstrap; one call site gives many lambdas. */
  static final class AlternativeLambdas implements Program {
    @Override
    public Object run(Probe p) {
      Supplier<Object> marked = (Supplier<Object> & Marker) () -> p.suspend("marked");
      Supplier<String> serial = (Supplier<String> & Serializable) Fixed::text;
      Object[] sums = new Object[4];
      for (int i = 0; i < sums.length; i++) {
        int each = i;
        IntFunction<Object> f = x -> p.suspend(each) * 10 + p.suspend(x);
        sums[i] = f.apply(i + 1);
      }
      Object kinds = (marked instanceof Marker) + " " + (serial instanceof Serializable);
      return new Object[] {marked.get(), kinds, serial.get(), sums, Fixed.same(p)};
    }

    interface Marker {}

    static final class Fixed {
      static String text() {
        return "text";
      }

      static Object same(Probe p) {
        Object[] seen = new Object[2];
        for (int i = 0; i < 2; i++) {
          UnaryOperator<Probe> free = q -> q.suspend(q);
          seen[i] = free;
          p.log(free.apply(p) == p);
        }
        return seen[0] == seen[1];
      }
    }
  }

  /** Exceptions through lambdas keep their frames. */
  static final class ThrowingLambda implements Program {
    @Override
    public Object run(Probe p) throws Exception {
      Callable<Integer> inner = () -> Thrower.fail(p, p.suspend(1));
      Callable<Integer> outer = () -> p.suspend(2) + inner.call();
      return outer.call() + p.suspend(3);
    }

    static final class Thrower {
      static int fail(Probe p, int n) throws Exception {
        p.suspend();
        throw new Exception("failed" + n);
      }
    }
  }
}
