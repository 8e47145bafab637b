package dev.weft.it.support;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run of a program came to, as text that is equal exactly if the runs are.
 *
 * @param result the returned value with its type, or null if it threw
 * @param exception class, message and frames of what it threw, a line each; empty if it returned
 * @param trace what it logged
 */
public record Outcome(String result, List<String> exception, List<String> trace) {
  public Outcome {
    exception = List.copyOf(exception);
    trace = List.copyOf(trace);
  }

  public static Outcome returned(Object value, Probe probe) {
    return new Outcome(Rendering.of(value), List.of(), probe.trace());
  }

  public static Outcome threw(Throwable thrown, Probe probe) {
    return new Outcome(null, Traces.of(thrown), probe.trace());
  }

  /**
   * Where {@code actual} differs from this, the expected one: a line for each place; empty if it
   * does not.
   */
  public List<String> differences(Outcome actual) {
    List<String> out = new ArrayList<>();
    compare("logged", trace, actual.trace, out);
    if (result == null ? actual.result != null : !result.equals(actual.result)) {
      out.add("result: expected " + shown(this) + " but was " + shown(actual));
    }
    compare("exception", exception, actual.exception, out);
    return out;
  }

  private static String shown(Outcome o) {
    return o.result != null ? o.result : "an exception, " + o.exception.get(0);
  }

  /** Reports the first line that differs, since the rest is its consequence. */
  private static void compare(
      String what, List<String> expected, List<String> actual, List<String> out) {
    int common = Math.min(expected.size(), actual.size());
    for (int i = 0; i <= common; i++) {
      String e = i < expected.size() ? expected.get(i) : "nothing more";
      String a = i < actual.size() ? actual.get(i) : "nothing more";
      if (!e.equals(a)) {
        out.add(what + " line " + i + ": expected " + e + " but was " + a + around(actual, i));
        return;
      }
    }
  }

  private static String around(List<String> lines, int at) {
    return lines.isEmpty()
        ? ""
        : " in " + lines.subList(Math.max(0, at - 2), Math.min(lines.size(), at + 4));
  }

  /** One line, for comparing the outcomes of two JVMs. */
  public String digest() {
    return (result + " | " + exception + " | " + trace)
        .replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
