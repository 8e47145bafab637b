package dev.weft.it.fuzz;

import dev.weft.it.fuzz.gen.Program;
import dev.weft.it.fuzz.gen.Pruning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Checks the programs of a range of seeds, and reports, dumps and shrinks those that fail. */
final class Fuzzer {
  /** Further failures are most likely the same few faults again. */
  private static final int MAX_FAILURES = 10;

  private static final int PROGRESS = 10_000;

  private final Checker checker;
  private final boolean selfCheck;
  private final Watch watch;
  private final List<String> failures = new ArrayList<>();

  Fuzzer(boolean selfCheck, Watch watch) {
    this.selfCheck = selfCheck;
    this.watch = watch;
    this.checker = new Checker(selfCheck);
  }

  /**
   * The same in a thread whose stack never overflows: where it would is no part of what is
   * compared.
   */
  List<String> runOnDeepStack(long first, int programs, long limitNanos) {
    FutureTask<List<String>> task = new FutureTask<>(() -> run(first, programs, limitNanos));
    Thread thread = new Thread(null, task, "fuzz", Carriers.STACK_BYTES);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Checks seeds from {@code first}, so many, or until the time is up. Returns what failed. */
  List<String> run(long first, int programs, long limitNanos) {
    System.out.println(
        "fuzz: seeds "
            + first
            + " to "
            + (first + programs - 1)
            + (selfCheck ? " against themselves" : ""));
    long start = System.nanoTime();
    int done = 0;
    while (done < programs
        && failures.size() < MAX_FAILURES
        && System.nanoTime() - start < limitNanos) {
      one(first + done);
      done++;
      if (done % PROGRESS == 0) {
        System.out.println("fuzz: " + done + " programs, next seed " + (first + done));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "fuzz: %d programs in %.1f s (%.0f/s), %d failures; %d values traced, %d suspensions, %d pins; too large to weave: %d%n",
        done,
        seconds,
        done / seconds,
        failures.size(),
        checker.traced,
        checker.suspensions,
        checker.pins,
        checker.tooLarge);
    return failures;
  }

  private void one(long seed) {
    watch.started(seed);
    Program program = Program.generate(seed, Pruning.none());
    Failure failure = checker.check(program);
    if (failure != null) {
      failures.add("seed " + seed + ": " + failure);
      System.out.println(
          "fuzz: FAILED seed " + seed + ": " + failure + "\n  " + program.features());
      shrink(seed, failure);
    }
    watch.ended();
  }

  private void shrink(long seed, Failure failure) {
    Checker silent = new Checker(selfCheck);
    Path directory = Path.of("target", "fuzz", Long.toString(seed));
    Dump.write(directory, Program.generate(seed, Pruning.none()), failure.toString());
    Pruning pruning = new Shrinker(seed, failure.kind(), silent::check).shrink();
    Program small = Program.generate(seed, pruning);
    Failure smallFailure = silent.check(small);
    Dump.write(directory.resolve("small"), small, String.valueOf(smallFailure));
    System.out.println(
        "fuzz: shrunken by " + pruning.size() + " parts, in " + directory.toAbsolutePath());
  }
}
