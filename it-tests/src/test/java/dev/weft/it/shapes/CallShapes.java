package dev.weft.it.shapes;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Rows 33, 34 and 36: the ways in which one method calls another. Java 8 syntax. */
final class CallShapes {
  private CallShapes() {}

  static final class BridgesAndGenerics implements Program {
    @Override
    public Object run(Probe p) {
      Node<Integer> node = new IntNode();
      Node<String> text = new TextNode();
      Comparable<Ranked> ranked = new Ranked(p, 3);
      Object covariant = ((Node<?>) text).self(p);
      return new Object[] {
        node.get(p, 4),
        text.get(p, "t"),
        ranked.compareTo(new Ranked(p, 5)),
        covariant == text,
        twice(p, node, 6),
        node.self(p) == node
      };
    }

    private static <T, N extends Node<T>> T twice(Probe p, N node, T value) {
      return node.get(p, node.get(p, p.suspend(value)));
    }

    abstract static class Node<T> {
      abstract T get(Probe p, T value);

      Node<T> self(Probe p) {
        p.suspend();
        return this;
      }
    }

    static final class IntNode extends Node<Integer> {
      @Override
      Integer get(Probe p, Integer value) {
        return p.suspend(value) + 1;
      }
    }

    static final class TextNode extends Node<String> {
      @Override
      String get(Probe p, String value) {
        return p.suspend(value) + value;
      }

      @Override
      TextNode self(Probe p) {
        p.suspend();
        return (TextNode) super.self(p);
      }
    }

    static final class Ranked implements Comparable<Ranked> {
      private final Probe p;
      private final int rank;

      Ranked(Probe p, int rank) {
        this.p = p;
        this.rank = rank;
      }

      @Override
      public int compareTo(Ranked other) {
        return p.suspend(rank) - p.suspend(other.rank);
      }
    }
  }

  static final class InterfaceMethods implements Program {
    @Override
    public Object run(Probe p) {
      return new Both().name(p)
          + new First() {}.name(p)
          + First.make(p, 3)
          + new Overrides().name(p);
    }

    interface First {
      default String name(Probe p) {
        return "first" + p.suspend(count(p));
      }

      default int count(Probe p) {
        return p.suspend(1);
      }

      static String make(Probe p, int n) {
        return n == 0 ? p.suspend("end") : p.suspend(n) + make(p, n - 1);
      }
    }

    interface Second {
      default String name(Probe p) {
        return "second" + p.suspend(2L);
      }
    }

    static final class Both implements First, Second {
      @Override
      public String name(Probe p) {
        return First.super.name(p) + p.suspend("+") + Second.super.name(p);
      }
    }

    static final class Overrides implements First {
      @Override
      public int count(Probe p) {
        return First.super.count(p) + p.suspend(10);
      }
    }
  }

  static final class SuperCalls implements Program {
    @Override
    public Object run(Probe p) {
      return new Bottom().go(p, 1) + new Middle().go(p, 2);
    }

    static class Top {
      long go(Probe p, long n) {
        return p.suspend(n) * 3;
      }
    }

    static class Middle extends Top {
      @Override
      long go(Probe p, long n) {
        return p.suspend(n) + super.go(p, n + p.suspend(1));
      }
    }

    static final class Bottom extends Middle {
      @Override
      long go(Probe p, long n) {
        return super.go(p, super.go(p, n)) - p.suspend(n);
      }
    }
  }

  static final class Enums implements Program {
    @Override
    public Object run(Probe p) {
      StringBuilder out = new StringBuilder();
      for (Op op : Op.values()) {
        out.append(op).append(op.apply(p, 6, 3)).append(op.describe(p)).append(' ');
      }
      return out.toString();
    }

    enum Op {
      PLUS("+") {
        @Override
        int apply(Probe p, int a, int b) {
          return p.suspend(a) + p.suspend(b);
        }
      },
      TIMES("*") {
        @Override
        int apply(Probe p, int a, int b) {
          return p.suspend(a) * p.suspend(b);
        }

        @Override
        String describe(Probe p) {
          return super.describe(p) + p.suspend("!");
        }
      };

      private final String sign;

      Op(String sign) {
        this.sign = sign;
      }

      abstract int apply(Probe p, int a, int b);

      String describe(Probe p) {
        return p.suspend(sign);
      }
    }
  }

  static final class InnerAccess implements Program {
    private int hidden = 3;
    private long wide = 4;

    @Override
    public Object run(Probe p) {
      Inner inner = new Inner();
      int local = p.suspend(7);
      Object o =
          new Object() {
            int both() {
              return local + hidden + secret(p) + inner.touch(p);
            }
          }.both();
      return new Object[] {o, inner.touch(p), hidden, wide, inner.own};
    }

    private int secret(Probe p) {
      return p.suspend(hidden++);
    }

    final class Inner {
      private int own = 1;

      private int touch(Probe p) {
        hidden += p.suspend(2);
        wide *= p.suspend(own++) + secret(p);
        return hidden-- + p.suspend(hidden) + (int) (wide += p.suspend(1L));
      }
    }
  }

  static final class Concatenation implements Program {
    @Override
    public Object run(Probe p) {
      String s =
          "a"
              + p.suspend(1)
              + p.suspend(2L)
              + null
              + p.suspend(-0.0)
              + 'c'
              + p.suspend(1.5f)
              + p.suspend(true);
      s += Part.of(p, "z") + s;
      for (int i = 0; i < 3; i++) {
        s += p.suspend(i) + ":" + s.length();
      }
      char[] letters = {'x'};
      String[] array = {s};
      array[p.suspend(0)] += letters[0] + Part.of(p, "\u0001\u0002") + p.suspend((Object) null);
      return array[0];
    }

    static final class Part {
      static String of(Probe p, String s) {
        return "<" + p.suspend(s) + p.suspend(s.length()) + ">";
      }
    }
  }

  /**
   * A call through a JDK type whose receiver is woven suspends: an iterator in a for-each, a
   * comparator called directly.
   */
  @SuppressWarnings({"SelfEquals", "ComparableType"})
  static final class ThroughJdkTypes implements Program {
    @Override
    public Object run(Probe p) {
      List<Object> out = new ArrayList<Object>();
      for (Integer n : new Range(p, 4)) {
        out.add(p.suspend(n));
      }
      Comparable<Object> c = new Same(p);
      CharSequence chars = new Same(p);
      Object o = c;
      out.add(c.compareTo(1) + chars.length() + p.suspend(o.hashCode()));
      out.add(o.equals(o) + chars.subSequence(1, 2).toString() + o);
      return out;
    }

    static final class Range implements Iterable<Integer> {
      private final Probe p;
      private final int end;

      Range(Probe p, int end) {
        this.p = p;
        this.end = end;
      }

      @Override
      public Iterator<Integer> iterator() {
        p.suspend();
        return new Iterator<Integer>() {
          private int next;

          @Override
          public boolean hasNext() {
            return p.suspend(next) < end;
          }

          @Override
          public Integer next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            return p.suspend(next++);
          }
        };
      }
    }

    static final class Same implements Comparable<Object>, CharSequence {
      private final Probe p;

      Same(Probe p) {
        this.p = p;
      }

      @Override
      public int compareTo(Object o) {
        return p.suspend(20);
      }

      @Override
      public int length() {
        return p.suspend(300);
      }

      @Override
      public char charAt(int index) {
        return (char) p.suspend('q');
      }

      @Override
      public CharSequence subSequence(int start, int end) {
        return p.suspend("sub") + charAt(start);
      }

      @Override
      public int hashCode() {
        return p.suspend(4000);
      }

      @Override
      public boolean equals(Object o) {
        return p.suspend(o == this);
      }

      @Override
      public String toString() {
        return "same";
      }
    }
  }
}
