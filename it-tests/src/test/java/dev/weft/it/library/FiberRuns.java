package dev.weft.it.library;

import dev.weft.Fiber;
import dev.weft.it.support.Outcome;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs a program in several fibers at once, each of which lets the others go on wherever the
 * program asks. Another one counts how often it came by meanwhile.
 */
final class FiberRuns {
  /**
   * What came of them.
   *
   * @param turns how often the bystander ran
   */
  record Report(List<Outcome> outcomes, int turns) {}

  /** Suspends, also where a library calls back on a thread of its own: there it does nothing. */
  private static final class Yielding extends Probe {
    @Override
    public void suspend() {
      if (Fiber.current() != null) {
        super.suspend();
        Fiber.yield();
      }
    }
  }

  private FiberRuns() {}

  /**
   * @param count how many fibers run it
   */
  static Report run(Supplier<Program> programs, int count)
      throws ExecutionException, InterruptedException {
    List<Fiber<Outcome>> fibers = new ArrayList<>();
    AtomicInteger turns = new AtomicInteger();
    for (int i = 0; i < count; i++) {
      Program program = programs.get();
      fibers.add(Fiber.start(() -> outcome(program, new Yielding())));
    }
    Fiber<Void> bystander =
        Fiber.start(
            () -> {
              while (!fibers.stream().allMatch(Fiber::isDone)) {
                turns.incrementAndGet();
                Fiber.yield();
              }
            });
    List<Outcome> outcomes = new ArrayList<>();
    for (Fiber<Outcome> fiber : fibers) {
      outcomes.add(fiber.get());
    }
    bystander.get();
    return new Report(outcomes, turns.get());
  }

  private static Outcome outcome(Program program, Probe probe) {
    try {
      return Outcome.returned(program.run(probe), probe);
    } catch (Throwable t) {
      return Outcome.threw(t, probe);
    }
  }
}
