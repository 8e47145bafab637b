package dev.weft.it.fuzz;

/**
 * What one run of a program gave.
 *
 * @param result the value or the exception, as text
 * @param thrown the exception, or null
 * @param runs how often a continuation was run; 0 without one
 */
record Outcome(String result, Throwable thrown, FuzzRun run, int runs) {
  boolean isSameAs(Outcome other) {
    return result.equals(other.result)
        && run.trace.count() == other.run.trace.count()
        && run.trace.hash() == other.run.trace.hash();
  }

  String difference(Outcome expected) {
    Trace got = run.trace;
    Trace wanted = expected.run.trace;
    int at = got.mismatch(wanted);
    return "expected "
        + expected.result
        + " after "
        + wanted.count()
        + " traced values, got "
        + result
        + " after "
        + got.count()
        + (at < 0
            ? ""
            : "; first difference at " + at + ": " + wanted.at(at) + ", got " + got.at(at));
  }
}
