package dev.weft.it.library;

import clojure.java.api.Clojure;
import clojure.lang.AFn;
import clojure.lang.IFn;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.util.ArrayList;
import java.util.List;

/** Clojure's lazy sequences and reductions with functions that suspend. */
public final class ClojureProgram implements Program {
  @Override
  public Object run(Probe p) {
    IFn square = function(p, x -> (Long) x * (Long) x);
    IFn odd = function(p, x -> (Long) x % 2 == 1);
    Object range = core("range").invoke(0L, 50L);
    Object squares = core("map").invoke(square, range);
    Object lazy = core("take-while").invoke(function(p, x -> (Long) x < 900), squares);
    List<Object> results = new ArrayList<>();
    results.add(text(core("filter").invoke(odd, lazy)));
    results.add(core("reduce").invoke(new Sum(p), 1L, lazy));
    results.add(text(core("group-by").invoke(function(p, x -> (Long) x % 5), squares)));
    results.add(
        text(
            core("take")
                .invoke(10L, core("iterate").invoke(function(p, x -> (Long) x * 3 + 1), 1L))));
    results.add(core("transduce").invoke(core("map").invoke(square), core("+"), 0L, range));
    results.add(text(core("sort-by").invoke(function(p, x -> -(Long) x), range)));
    results.add(text(core("partition-by").invoke(function(p, x -> (Long) x / 7), range)));
    return results;
  }

  private static IFn core(String name) {
    return Clojure.var("clojure.core", name);
  }

  private static String text(Object sequence) {
    return (String) core("pr-str").invoke(sequence);
  }

  private static IFn function(Probe p, java.util.function.Function<Object, Object> body) {
    return new AFn() {
      @Override
      public Object invoke(Object x) {
        return p.suspend(body.apply(x));
      }
    };
  }

  private static final class Sum extends AFn {
    private final Probe p;

    Sum(Probe p) {
      this.p = p;
    }

    @Override
    public Object invoke(Object sum, Object x) {
      return p.suspend((Long) sum) * 31 + (Long) x;
    }
  }
}
