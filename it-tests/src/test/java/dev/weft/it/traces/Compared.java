package dev.weft.it.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.Pinned;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs a body twice, plainly and in a continuation, and compares the traces of the throwable that
 * each returns.
 */
public final class Compared {
  static final ContinuationScope SCOPE = new ContinuationScope("traces");

  private static boolean suspending;

  private Compared() {}

  /** What bodies call: suspends in the second run, does nothing in the first. */
  public static void pause() {
    if (suspending) {
      Continuation.yield(SCOPE);
    }
  }

  /** What bodies call for an inner continuation of another scope: a plain call in the first run. */
  static void inner(ContinuationScope scope, Runnable body) {
    Continuation inner = suspending ? new Continuation(scope, body) : null;
    Runnable step = inner == null ? body : inner::run;
    do {
      step.run();
    } while (inner != null && !inner.isDone());
  }

  /** Requires the same traces, and that the body suspended {@code suspensions} times. */
  static void same(int suspensions, Supplier<? extends Throwable> body) {
    Throwable plain = runPlainly(new Entry(body));
    Entry entry = new Entry(body);
    assertEquals(suspensions, runWoven(entry, suspensions + 10), "suspensions");
    requireSame(plain, entry.result);
  }

  static void requireSame(Throwable plain, Throwable woven) {
    assertEquals(elements(plain), elements(woven));
    assertEquals(printed(plain), printed(woven));
  }

  private static Throwable runPlainly(Entry entry) {
    entry.run();
    return entry.result;
  }

  private static int runWoven(Entry entry, int limit) {
    Continuation c = new NeverUnmounting(entry);
    int runs = 0;
    suspending = true;
    try {
      while (!c.isDone()) {
        c.run();
        runs++;
        assertTrue(runs < limit, "does not end");
      }
    } finally {
      suspending = false;
    }
    return runs - 1;
  }

  /** Where pinned it goes on: then a pause is as if it were not there. */
  private static final class NeverUnmounting extends Continuation {
    NeverUnmounting(Runnable target) {
      super(SCOPE, target);
    }

    @Override
    protected void onPinned(Pinned reason) {}
  }

  /**
   * The elements of a throwable and of all that hang on it, with the one frame that must differ
   * left out.
   */
  static List<String> elements(Throwable thrown) {
    List<String> elements = new ArrayList<>();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      elements.add(t.getClass().getName());
      for (StackTraceElement element : t.getStackTrace()) {
        elements.add(
            masked(
                element.toString()
                    + " "
                    + element.getClassLoaderName()
                    + "/"
                    + element.getModuleName()
                    + "@"
                    + element.getModuleVersion()
                    + " "
                    + element.isNativeMethod()));
      }
      for (Throwable suppressed : t.getSuppressed()) {
        elements.addAll(elements(suppressed));
      }
    }
    return elements;
  }

  static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return masked(text.toString());
  }

  private static String masked(String text) {
    return text.replaceAll(
            "Compared\\.run(Plainly|Woven)\\(Compared.java:\\d+\\)", "Compared.run(masked)")
        .replaceAll("Compared\\.same\\(Compared.java:\\d+\\)", "Compared.same(masked)");
  }

  private static final class Entry implements Runnable {
    private final Supplier<? extends Throwable> body;
    Throwable result;

    Entry(Supplier<? extends Throwable> body) {
      this.body = body;
    }

    @Override
    public void run() {
      result = body.get();
    }
  }
}
