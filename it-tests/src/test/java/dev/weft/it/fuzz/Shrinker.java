package dev.weft.it.fuzz;

import dev.weft.it.fuzz.gen.Program;
import dev.weft.it.fuzz.gen.Pruning;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Leaves out parts of a failing program for as long as it goes on failing in the same way. */
final class Shrinker {
  private static final long LIMIT_NANOS = 15_000_000_000L;

  private final long seed;
  private final String kind;
  private final Function<Program, Failure> check;
  private final long deadline = System.nanoTime() + LIMIT_NANOS;

  Shrinker(long seed, String kind, Function<Program, Failure> check) {
    this.seed = seed;
    this.kind = kind;
    this.check = check;
  }

  Pruning shrink() {
    Pruning best = Pruning.none();
    int before;
    do {
      before = best.size();
      best = pass(best);
    } while (best.size() > before && !isLate());
    return best;
  }

  /** Tries each part once; parts come before those inside them, so that large ones go first. */
  private Pruning pass(Pruning start) {
    Pruning best = start;
    for (long part : parts(start)) {
      if (isLate()) {
        break;
      }
      Pruning attempt = best.without(Set.of(part));
      if (stillFails(attempt)) {
        best = attempt;
      }
    }
    return best;
  }

  private boolean isLate() {
    return System.nanoTime() > deadline;
  }

  private List<Long> parts(Pruning pruning) {
    Pruning fresh = pruning.without(Set.of());
    Program.generate(seed, fresh);
    return List.copyOf(fresh.visited());
  }

  private boolean stillFails(Pruning pruning) {
    try {
      Failure failure = check.apply(Program.generate(seed, pruning));
      return failure != null && failure.kind().equals(kind);
    } catch (RuntimeException notGenerated) {
      return false;
    }
  }
}
