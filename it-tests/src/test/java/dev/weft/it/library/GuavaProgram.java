package dev.weft.it.library;

import com.google.common.base.Function;
import com.google.common.base.Splitter;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.collect.AbstractIterator;
import com.google.common.collect.FluentIterable;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Iterators;
import com.google.common.collect.MinMaxPriorityQueue;
import com.google.common.collect.Multimaps;
import com.google.common.collect.Ordering;
import com.google.common.collect.TreeMultiset;
import com.google.common.graph.Traverser;
import com.google.common.io.CharStreams;
import com.google.common.io.LineProcessor;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * Orderings, iterators, functions, graph walks, line processors and a cache's loader that suspend.
 */
public final class GuavaProgram implements Program {
  private static final long SEED = 20240607;
  private static final int VALUES = 60;

  @Override
  public Object run(Probe p) throws IOException {
    List<Integer> values = values();
    Ordering<Integer> ordering = new SlowOrdering(p);
    List<Object> results = new ArrayList<>();
    results.add(ordering.max(values));
    results.add(ordering.isOrdered(values));
    results.add(ordering.leastOf(values.iterator(), 5));
    results.add(ordering.reverse().compound(ordering).sortedCopy(values));
    results.add(queue(ordering, values));
    results.add(multiset(ordering, values));
    results.add(iterators(p, ordering, values));
    results.add(walk(p));
    results.add(lines(p));
    results.add(cache(p));
    return results;
  }

  private static List<Integer> values() {
    Random random = new Random(SEED);
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      values.add(random.nextInt(1000));
    }
    return values;
  }

  private static List<Integer> queue(Ordering<Integer> ordering, List<Integer> values) {
    MinMaxPriorityQueue<Integer> queue =
        MinMaxPriorityQueue.orderedBy(ordering).maximumSize(VALUES / 2).create(values);
    List<Integer> polled = new ArrayList<>();
    while (!queue.isEmpty()) {
      polled.add(queue.pollFirst());
      polled.add(queue.isEmpty() ? -1 : queue.pollLast());
    }
    return polled;
  }

  private static String multiset(Ordering<Integer> ordering, List<Integer> values) {
    TreeMultiset<Integer> set = TreeMultiset.create(ordering);
    for (int value : values) {
      set.add(value % 17);
      set.add(value % 5);
    }
    return set
        + " "
        + set.descendingMultiset().headMultiset(7, com.google.common.collect.BoundType.OPEN);
  }

  private static List<Object> iterators(Probe p, Ordering<Integer> ordering, List<Integer> values) {
    List<Integer> sorted = Ordering.natural().sortedCopy(values);
    Iterator<Integer> merged =
        Iterators.mergeSorted(List.of(sorted.iterator(), new Squares(p)), ordering);
    ImmutableList<String> texts =
        FluentIterable.from(values)
            .filter(value -> p.suspend(value % 3 == 0))
            .transform((Function<Integer, String>) value -> p.suspend("v" + value))
            .skip(2)
            .toList();
    ImmutableListMultimap<Integer, Integer> index =
        Multimaps.index(values, value -> p.suspend(value % 7));
    return List.of(ImmutableList.copyOf(merged), texts, index.asMap().toString());
  }

  private static List<Integer> walk(Probe p) {
    Traverser<Integer> tree =
        Traverser.forTree(n -> p.suspend(n < 20 ? List.of(2 * n, 2 * n + 1) : List.of()));
    List<Integer> visited = new ArrayList<>();
    tree.depthFirstPostOrder(1).forEach(visited::add);
    for (int n : tree.breadthFirst(1)) {
      visited.add(p.suspend(n));
    }
    return visited;
  }

  private static String lines(Probe p) throws IOException {
    StringReader text = new StringReader("a=1\nb=2\n\nc=3\n");
    return CharStreams.readLines(
        text,
        new LineProcessor<String>() {
          private final StringBuilder seen = new StringBuilder();

          @Override
          public boolean processLine(String line) {
            for (String part : Splitter.on('=').omitEmptyStrings().split(p.suspend(line))) {
              seen.append(part).append(p.suspend(';' + part.length()));
            }
            return true;
          }

          @Override
          public String getResult() {
            return p.suspend(seen.toString());
          }
        });
  }

  private static List<String> cache(Probe p) {
    LoadingCache<Integer, String> cache =
        CacheBuilder.newBuilder()
            .maximumSize(4)
            .build(
                new CacheLoader<Integer, String>() {
                  @Override
                  public String load(Integer key) {
                    return p.suspend("loaded " + key);
                  }
                });
    List<String> got = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      got.add(cache.getUnchecked(i % 3));
    }
    return got;
  }

  private static final class SlowOrdering extends Ordering<Integer> {
    private final Probe p;

    SlowOrdering(Probe p) {
      this.p = p;
    }

    @Override
    public int compare(Integer a, Integer b) {
      return p.suspend(Integer.compare(a, b));
    }
  }

  private static final class Squares extends AbstractIterator<Integer> {
    private final Probe p;
    private int n;

    Squares(Probe p) {
      this.p = p;
    }

    @Override
    protected Integer computeNext() {
      p.suspend();
      return n == 20 ? endOfData() : Integer.valueOf(n * n++);
    }
  }
}
