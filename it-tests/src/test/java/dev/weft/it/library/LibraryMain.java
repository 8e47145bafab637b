package dev.weft.it.library;

import dev.weft.it.support.Differential;
import dev.weft.it.support.Outcome;
import dev.weft.it.support.Program;
import java.util.concurrent.ExecutionException;

/**
 * Runs one library's workload and prints what came of it. Arguments: how ({@code thread}: on an
 * ordinary thread, which needs no agent; {@code continuation}; {@code fibers}), the workload's
 * name, and how many fibers run it.
 */
public final class LibraryMain {
  private LibraryMain() {}

  public static void main(String[] args) throws ExecutionException, InterruptedException {
    Program program = Programs.make(args[1]);
    switch (args[0]) {
      case "thread" -> print(Differential.plain(program));
      case "continuation" -> print(Suspensions.run(program));
      case "fibers" -> {
        FiberRuns.Report report =
            FiberRuns.run(() -> Programs.make(args[1]), Integer.parseInt(args[2]));
        report.outcomes().forEach(LibraryMain::print);
        System.out.println("turns: " + report.turns());
        System.exit(0); // event loops go on
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void print(Outcome outcome) {
    System.out.println("outcome: " + outcome.digest());
  }

  private static void print(Suspensions.Report report) {
    print(report.outcome());
    System.out.println("suspended: " + report.suspended());
    System.out.println("pinned: " + report.pinned());
  }
}
