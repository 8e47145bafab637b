package dev.weft.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks: JMH's own command line, and {@code -rounds N} to run everything N times over
 * and compare within each round, so that a change of the machine's load meets all sides. Ends with
 * status 1 if any benchmark fails.
 */
public final class Main {
  private static final String ROUNDS = "-rounds";

  private Main() {}

  public static void main(String[] args)
      throws CommandLineOptionException, IOException, RunnerException {
    List<String> jmhArguments = new ArrayList<>(List.of(args));
    int rounds = takeRounds(jmhArguments);
    CommandLineOptions commandLine = new CommandLineOptions(jmhArguments.toArray(new String[0]));
    if (commandLine.shouldHelp()) {
      System.out.println(
          "  " + ROUNDS + " <int>               How many times to run everything. (default: 1)");
      commandLine.showHelp();
    } else if (commandLine.shouldList()) {
      new Runner(commandLine).list();
    } else {
      run(options(commandLine), rounds);
    }
  }

  private static void run(Options options, int rounds) throws RunnerException {
    Summary summary = new Summary();
    for (int round = 0; round < rounds; round++) {
      summary.addRound(new Runner(options).run());
    }
    System.out.println();
    System.out.print(summary.table());
  }

  private static Options options(CommandLineOptions commandLine) {
    var builder =
        new OptionsBuilder()
            .parent(commandLine)
            .shouldFailOnError(true)
            .addProfiler(ForkFlags.class)
            .addProfiler(CpuTime.class)
            .addProfiler(GCProfiler.class);
    for (String exclude : commandLine.getExcludes()) {
      builder.exclude(exclude);
    }
    if (!ForkFlags.hasJdkContinuation()) {
      builder.exclude("\\.jdk[A-Za-z]*$");
    }
    return builder.build();
  }

  private static int takeRounds(List<String> arguments) {
    int at = arguments.indexOf(ROUNDS);
    if (at < 0) {
      return 1;
    }
    int rounds = Integer.parseInt(arguments.get(at + 1));
    arguments.subList(at, at + 2).clear();
    return rounds;
  }
}
