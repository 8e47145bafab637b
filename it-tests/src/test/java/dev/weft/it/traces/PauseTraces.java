package dev.weft.it.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.Pinned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a body that pauses, and compares where it was at each pause as the plain stack, and as the
 * engine, tell it.
 */
final class PauseTraces {
  static final ContinuationScope SCOPE = new ContinuationScope("pauses");

  /** The body's pauses in the plain run. */
  private static final List<List<String>> PLAIN = new ArrayList<>();

  /** What onPinned saw in the woven run. */
  private static final List<List<String>> PINNED = new ArrayList<>();

  private static boolean suspending;

  private PauseTraces() {}

  static void pause() {
    if (suspending) {
      Continuation.yield(SCOPE);
    } else {
      PLAIN.add(lines(new Exception().getStackTrace(), 0));
    }
  }

  /** An inner continuation, of another scope; plainly called in the plain run. */
  static Runnable inner(Runnable body) {
    return suspending ? new Continuation(new ContinuationScope("within"), body)::run : body;
  }

  /** Requires that the parked continuation tells each pause as the plain stack. */
  static void requireSameWhenParked(Runnable body) {
    List<List<String>> parked = run(body);
    assertTrue(PINNED.isEmpty());
    assertEquals(PLAIN, parked);
  }

  /** Requires the same of onPinned's own stack, for a body whose pauses are all pinned. */
  static void requireSameWhenPinned(Runnable body) {
    assertTrue(run(body).isEmpty());
    assertEquals(PLAIN, PINNED);
  }

  private static List<List<String>> run(Runnable body) {
    PLAIN.clear();
    PINNED.clear();
    Entry entry = new Entry(body);
    entry.run();
    assertFalse(PLAIN.isEmpty());
    return runWoven(new Going(entry));
  }

  private static List<List<String>> runWoven(Continuation c) {
    List<List<String>> parked = new ArrayList<>();
    assertEquals(0, c.getStackTrace().length, "not started");
    suspending = true;
    try {
      for (c.run(); !c.isDone(); c.run()) {
        parked.add(lines(c.getStackTrace(), 0));
      }
    } finally {
      suspending = false;
    }
    assertEquals(0, c.getStackTrace().length, "ended");
    return parked;
  }

  /** As texts, down to the entry; the first one, which pauses, without its line number. */
  private static List<String> lines(StackTraceElement[] trace, int from) {
    List<String> lines = new ArrayList<>();
    lines.add(trace[from].getClassName() + "." + trace[from].getMethodName());
    for (StackTraceElement element : Arrays.asList(trace).subList(from + 1, trace.length)) {
      lines.add(element.toString());
      if (element.getClassName().equals(Entry.class.getName())) {
        return lines;
      }
    }
    throw new AssertionError("the entry is missing: " + Arrays.toString(trace));
  }

  private static final class Entry implements Runnable {
    private final Runnable body;

    Entry(Runnable body) {
      this.body = body;
    }

    @Override
    public void run() {
      body.run();
    }
  }

  private static final class Going extends Continuation {
    Going(Runnable target) {
      super(SCOPE, target);
    }

    @Override
    protected void onPinned(Pinned reason) {
      PINNED.add(lines(new Exception().getStackTrace(), 1));
    }
  }
}
