package dev.weft.it.support;

import dev.weft.Pinned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Runs a program on an ordinary thread, then in a continuation that suspends at every suspend
 * point, driven by one thread and by two in turn, and compares: what it returned, threw and logged,
 * and whether each suspend point suspended or pinned as its stack demands.
 *
 * <p>One instance may serve any number of programs, one after the other.
 */
public final class Differential implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(120);

  private final Carriers carriers = new Carriers(DEADLINE);

  /**
   * What was found out.
   *
   * @param oracle the outcome on an ordinary thread
   * @param suspendPoints how many suspend points the program passed there
   * @param pins the reasons for which it pinned in a continuation
   * @param outcomeDifferences a line for each difference of results, exceptions and logs
   * @param pinDifferences a line for each suspend point that pinned wrongly, or did not pin
   */
  public record Report(
      Outcome oracle,
      int suspendPoints,
      Set<Pinned> pins,
      List<String> outcomeDifferences,
      List<String> pinDifferences) {
    /** Everything that is wrong; empty if the engine is right. */
    public List<String> differences() {
      List<String> all = new ArrayList<>(outcomeDifferences);
      all.addAll(pinDifferences);
      return all;
    }
  }

  private record Oracle(Outcome outcome, List<Crossing> crossings) {}

  /** Compares, with everything woven. */
  public Report compare(Callable<? extends Program> maker) {
    return compare(maker, null);
  }

  /**
   * Compares.
   *
   * @param maker makes the program, once for each run
   * @param excluded the binary name of a class that this JVM's agent was told to exclude, or null
   * @throws AssertionError if a run does not end
   */
  public Report compare(Callable<? extends Program> maker, String excluded) {
    Oracle oracle = carriers.call(0, () -> ordinary(maker.call(), excluded));
    Report report =
        new Report(
            oracle.outcome(),
            oracle.crossings().size(),
            EnumSet.noneOf(Pinned.class),
            new ArrayList<>(),
            new ArrayList<>());
    suspending("on one thread", maker, 1, oracle, report);
    suspending("on two threads", maker, 2, oracle, report);
    return report;
  }

  /** Runs the program on the calling thread without any suspension; needs no agent. */
  public static Outcome plain(Program program) {
    return run(program, new Probe());
  }

  private static Outcome run(Program program, Probe probe) {
    Entry entry = new Entry(program, probe);
    try {
      entry.run();
      return Outcome.returned(entry.result(), probe);
    } catch (Throwable t) {
      return Outcome.threw(t, probe);
    }
  }

  private static Oracle ordinary(Program program, String excluded) {
    OracleProbe probe = new OracleProbe(excluded);
    Outcome outcome = run(program, probe);
    return new Oracle(outcome, probe.crossings());
  }

  private void suspending(
      String way, Callable<? extends Program> maker, int threads, Oracle oracle, Report report) {
    YieldingProbe probe = new YieldingProbe();
    Driven driven = carriers.call(0, () -> Driven.of(maker.call(), probe));
    Outcome outcome = drive(driven, probe, threads);
    for (String difference : oracle.outcome().differences(outcome)) {
      report.outcomeDifferences().add(way + ": " + difference);
    }
    comparePoints(way, oracle.crossings(), probe.pins(), report.pinDifferences());
    long suspended = probe.pins().stream().filter(pin -> pin == null).count();
    if (driven.suspensions() != suspended) {
      report
          .pinDifferences()
          .add(
              way
                  + ": it unmounted "
                  + driven.suspensions()
                  + " times, yield was resumed "
                  + suspended
                  + " times");
    }
    probe.pins().stream().filter(pin -> pin != null).forEach(report.pins()::add);
  }

  private Outcome drive(Driven driven, YieldingProbe probe, int threads) {
    if (threads == 1) {
      return carriers.call(
          0,
          () -> {
            while (true) {
              Outcome end = step(driven, probe);
              if (end != null) {
                return end;
              }
            }
          });
    }
    for (int turn = 0; ; turn = 1 - turn) {
      Outcome end = carriers.call(turn, () -> step(driven, probe));
      if (end != null) {
        return end;
      }
    }
  }

  private static Outcome step(Driven driven, YieldingProbe probe) {
    try {
      driven.step();
      return driven.isDone() ? Outcome.returned(driven.result(), probe) : null;
    } catch (Throwable t) {
      return Outcome.threw(t, probe);
    }
  }

  private static void comparePoints(
      String way, List<Crossing> expected, List<Pinned> actual, List<String> differences) {
    if (expected.size() != actual.size()) {
      differences.add(
          way
              + ": "
              + expected.size()
              + " suspend points on an ordinary thread, "
              + actual.size()
              + " here");
    }
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      if (!expected.get(i).allows(actual.get(i))) {
        String was = actual.get(i) == null ? "it suspended" : "it pinned, " + actual.get(i);
        differences.add(way + ": suspend point " + i + " must " + expected.get(i) + ", but " + was);
        return;
      }
    }
  }

  @Override
  public void close() {
    carriers.close();
  }
}
