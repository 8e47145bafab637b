package dev.weft.it.library;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.PinnedException;
import dev.weft.it.support.Outcome;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs a program in a continuation that suspends wherever the program asks, and counts how often it
 * could.
 */
final class Suspensions extends Probe {
  private final ContinuationScope scope = new ContinuationScope("library");
  private final Map<String, Integer> pinned = new TreeMap<>();
  private int suspended;

  /**
   * What came of it.
   *
   * @param suspended how often it was unmounted and run again
   * @param pinned how often it could not be, by reason and culprit
   */
  record Report(Outcome outcome, int suspended, Map<String, Integer> pinned) {}

  private Suspensions() {}

  static Report run(Program program) {
    Suspensions probe = new Suspensions();
    Task task = new Task(program, probe);
    Continuation body = new Continuation(probe.scope, task);
    while (!body.isDone()) {
      body.run();
    }
    return new Report(task.outcome, probe.suspended, probe.pinned);
  }

  /** Suspends, also where a library calls back on a thread of its own: there it does nothing. */
  @Override
  public void suspend() {
    if (Continuation.current(scope) == null) {
      return;
    }
    super.suspend();
    try {
      Continuation.yield(scope);
      suspended++;
    } catch (PinnedException e) {
      pinned.merge(e.reason() + " " + shown(e.culprit()), 1, Integer::sum);
    }
  }

  private static String shown(StackTraceElement frame) {
    return frame == null ? "" : frame.getClassName() + "." + frame.getMethodName();
  }

  private static final class Task implements Runnable {
    private final Program program;
    private final Probe probe;
    private Outcome outcome;

    Task(Program program, Probe probe) {
      this.program = program;
      this.probe = probe;
    }

    @Override
    public void run() {
      try {
        outcome = Outcome.returned(program.run(probe), probe);
      } catch (Throwable t) {
        outcome = Outcome.threw(t, probe);
      }
    }
  }
}
