package dev.weft.it.library;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kotlin.collections.CollectionsKt;
import kotlin.sequences.Sequence;
import kotlin.sequences.SequencesKt;
import kotlin.text.Regex;

/** Kotlin's sequences, collections and regular expressions with functions that suspend. */
public final class KotlinProgram implements Program {
  private static final int LENGTH = 40;

  @Override
  public Object run(Probe p) {
    Sequence<Integer> numbers =
        SequencesKt.take(SequencesKt.generateSequence(1, n -> p.suspend(n * 3 % 101)), LENGTH);
    List<Object> results = new ArrayList<>();
    results.add(SequencesKt.toList(pipeline(numbers, p)));
    results.add(SequencesKt.fold(numbers, 7L, (sum, n) -> p.suspend(sum * 31 + n)));
    results.add(
        SequencesKt.joinToString(numbers, "-", "<", ">", 10, "etc", n -> p.suspend("n" + n)));
    results.add(grouped(numbers, p));
    results.add(SequencesKt.toList(SequencesKt.sortedWith(numbers, comparator(p))));
    results.add(
        CollectionsKt.windowed(
            SequencesKt.toList(numbers), 5, 3, true, window -> p.suspend(window.toString())));
    results.add(
        new Regex("[a-z]+")
            .replace(
                "warp 1 weft 2",
                match -> p.suspend(match.getValue().toUpperCase(java.util.Locale.ROOT))));
    return results;
  }

  private static Sequence<String> pipeline(Sequence<Integer> numbers, Probe p) {
    Sequence<Integer> odd = SequencesKt.filter(numbers, n -> p.suspend(n % 2 == 1));
    Sequence<Integer> several =
        SequencesKt.flatMap(odd, n -> SequencesKt.sequenceOf(n, p.suspend(-n)));
    Sequence<Integer> some = SequencesKt.takeWhile(several, n -> p.suspend(n != 77));
    return SequencesKt.map(
        SequencesKt.zip(some, numbers),
        pair -> p.suspend(pair.getFirst() + ":" + pair.getSecond()));
  }

  private static Map<Integer, List<Integer>> grouped(Sequence<Integer> numbers, Probe p) {
    return SequencesKt.groupBy(numbers, n -> p.suspend(n % 7));
  }

  private static Comparator<Integer> comparator(Probe p) {
    return (a, b) -> p.suspend(Integer.compare(b, a));
  }
}
