package dev.weft.it.shapes;

import dev.weft.Pinned;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows 37 and 41: a foreign frame of the JDK between the suspension and the program. Java 8 syntax.
 */
final class CallbackShapes {
  private CallbackShapes() {}

  @Pins(Pinned.FOREIGN_FRAME)
  static final class ComparatorInSort implements Program {
    @Override
    public Object run(Probe p) {
      List<Integer> list = new ArrayList<Integer>(Arrays.asList(5, 2, 8, 1, 9, 3));
      Collections.sort(list, new Slow(p));
      p.log(list);
      TreeMap<String, Integer> map =
          new TreeMap<String, Integer>((a, b) -> p.suspend(a).compareTo(p.suspend(b)));
      for (int n : list) {
        map.put("k" + p.suspend(n % 4), n);
      }
      return new Object[] {list, map, new Slow(p).compare(p.suspend(1), 2)};
    }

    static final class Slow implements Comparator<Integer> {
      private final Probe p;

      Slow(Probe p) {
        this.p = p;
      }

      @Override
      public int compare(Integer a, Integer b) {
        return p.suspend(a) - p.suspend(b);
      }
    }
  }

  /** A suspension in one iteration must not let the foreign loop run on to the next. */
  @Pins(Pinned.FOREIGN_FRAME)
  static final class ForeignLoop implements Program {
    @Override
    public Object run(Probe p) {
      List<Integer> seen = new ArrayList<Integer>();
      Arrays.asList(1, 2, 3).forEach(new Each(p, seen));
      p.suspend();
      IntStream.range(0, 4)
          .forEach(
              i -> {
                p.log("in " + i);
                p.log("out " + p.suspend(i));
              });
      Map<String, Integer> map = new HashMap<String, Integer>();
      map.put("a", 1);
      map.forEach((k, v) -> seen.add(p.suspend(v)));
      return seen;
    }

    static final class Each implements Consumer<Integer> {
      private final Probe p;
      private final List<Integer> seen;

      Each(Probe p, List<Integer> seen) {
        this.p = p;
        this.seen = seen;
      }

      @Override
      public void accept(Integer n) {
        p.log("before " + n);
        seen.add(p.suspend(n) * 10 + more());
        p.log("after " + n);
      }

      private int more() {
        return p.suspend(1) + p.suspend(2);
      }
    }
  }

  @Pins({Pinned.FOREIGN_FRAME})
  static final class ComputeIfAbsent implements Program {
    @Override
    public Object run(Probe p) {
      Map<String, Integer> plain = new HashMap<String, Integer>();
      Map<String, Integer> sorted = new TreeMap<String, Integer>();
      Function<String, Integer> make = new Maker(p);
      int r = plain.computeIfAbsent("abc", make) + plain.computeIfAbsent("abc", make);
      r =
          r * 10
              + sorted.computeIfAbsent("de", make)
              + sorted.merge("de", 5, (a, b) -> p.suspend(a) * b);
      r = r * 10 + Optional.of(p.suspend("x")).map(make).get();
      return r + p.suspend(1000);
    }

    static final class Maker implements Function<String, Integer> {
      private final Probe p;

      Maker(Probe p) {
        this.p = p;
      }

      @Override
      public Integer apply(String s) {
        p.suspend();
        return p.suspend(s.length());
      }
    }
  }

  static final class ConcurrentCompute implements Program {
    @Override
    public Object run(Probe p) {
      ConcurrentHashMap<String, String> map = new ConcurrentHashMap<String, String>();
      String a = map.computeIfAbsent(p.suspend("a"), new Pure());
      return a + map.compute("a", new Pure2()) + p.suspend(map.size());
    }

    static final class Pure implements Function<String, String> {
      @Override
      public String apply(String s) {
        return s + s;
      }
    }

    static final class Pure2 implements java.util.function.BiFunction<String, String, String> {
      @Override
      public String apply(String s, String t) {
        return s + t;
      }
    }
  }

  @Pins(Pinned.FOREIGN_FRAME)
  static final class StreamStages implements Program {
    @Override
    public Object run(Probe p) {
      List<String> r =
          Arrays.asList(3, 1, 2).stream()
              .map(n -> p.suspend(n) * 2)
              .filter(n -> p.suspend(n > 2))
              .sorted(Comparator.comparing(n -> p.suspend(-n)))
              .map(Stage::text)
              .peek(s -> p.log(p.suspend(s)))
              .collect(Collectors.toList());
      return p.suspend(r);
    }

    static final class Stage {
      static String text(int n) {
        return "n" + n;
      }
    }
  }

  /**
   * The foreign wrapper has the name and the type of the method that the program calls, and of the
   * one that it calls.
   */
  @Pins(Pinned.FOREIGN_FRAME)
  @SuppressWarnings("DoNotCall") // Thread.run is one such
  static final class SameNameDelegators implements Program {
    @Override
    public Object run(Probe p) {
      List<Integer> list = new Listing(p);
      List<Integer> wrapped = Collections.unmodifiableList(list);
      int r = wrapped.get(1) + list.get(2);
      Runnable task = new Task(p);
      new Thread(task).run();
      task.run();
      Comparator<Integer> natural = new Reverse(p);
      r += natural.reversed().compare(1, p.suspend(2)) * 1000;
      for (Integer n : wrapped) {
        r = r * 10 + p.suspend(n);
      }
      return r;
    }

    static final class Listing extends AbstractList<Integer> {
      private final Probe p;

      Listing(Probe p) {
        this.p = p;
      }

      @Override
      public Integer get(int index) {
        return p.suspend(index) + p.suspend(1);
      }

      @Override
      public int size() {
        return p.suspend(3);
      }
    }

    static final class Task implements Runnable {
      private final Probe p;

      Task(Probe p) {
        this.p = p;
      }

      @Override
      public void run() {
        p.suspend();
        p.log("ran");
        p.suspend();
      }
    }

    static final class Reverse implements Comparator<Integer> {
      private final Probe p;

      Reverse(Probe p) {
        this.p = p;
      }

      @Override
      public int compare(Integer a, Integer b) {
        return p.suspend(a) - p.suspend(b);
      }
    }
  }

  /** Exceptions that pass a foreign frame after a suspension in it. */
  @Pins(Pinned.FOREIGN_FRAME)
  static final class ThrownThroughForeign implements Program {
    @Override
    public Object run(Probe p) {
      try {
        Arrays.asList(1, 2, 3).forEach(new Failing(p));
      } catch (IllegalStateException e) {
        p.suspend();
        p.log(e.getMessage());
        Arrays.asList(4).forEach(new Failing(p));
      } finally {
        p.log("finally" + p.suspend(1));
      }
      return null;
    }

    static final class Failing implements Consumer<Integer> {
      private final Probe p;

      Failing(Probe p) {
        this.p = p;
      }

      @Override
      public void accept(Integer n) {
        try {
          if (p.suspend(n) % 2 == 0) {
            throw new IllegalStateException("at " + p.suspend(n));
          }
        } finally {
          p.suspend();
        }
      }
    }
  }
}
