package dev.weft.agent.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entry of {@code java -jar weft-agent.jar}. */
public final class Main {
  private static final String HELP =
      """
      Usage: java -jar weft-agent.jar COMMAND ...

        check REPORT.json... [--baseline BASE.json] [--fail-on error|warning|info] [-o FILE]
            Gates a build on reports of the agent (-javaagent:weft-agent.jar=report=REPORT.json);
            several, as of forked JVMs, count as one. -o writes them as one, in the format that the
            ending names: .json, .sarif, .xml (JUnit), .html. In GitHub Actions it annotates lines.
        baseline REPORT.json... -o BASE.json
            Writes the findings that check is to know already.
        scan CLASSPATH [--entries GLOBS] [--rules FILE] [--baseline ...] [--fail-on ...] [-o FILE]
            Lists blocking calls that channel handlers, event-loop tasks and fibers on the class
            path (directories and jars) reach, with the way there, without running anything. With
            --entries only callbacks in classes that match (com.acme.*;org.*) count.
        --help, --version

      Exit codes: 0 nothing that counts, 1 findings, 2 the detector was not live, no asynchronous
      task was seen, or the command failed.
      """;

  private static final Map<String, Command> COMMANDS =
      Map.of(
          "check", new CheckCommand(),
          "baseline", new BaselineCommand(),
          "scan", new ScanCommand());

  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err));
  }

  /**
   * Runs a command.
   *
   * @param err for the line that says why it failed
   * @return the exit code
   */
  static int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      if (args.contains("--help") || args.contains("-h")) {
        out.print(HELP);
        return Command.CLEAN;
      }
      if (args.isEmpty()) {
        throw new CommandException("no command: known are check, baseline, scan; see --help");
      }
      String name = args.get(0);
      if (name.equals("--version")) {
        out.println("weft-agent " + version());
        return Command.CLEAN;
      }
      Command command = COMMANDS.get(name);
      if (command == null) {
        throw new CommandException(
            "unknown command '" + name + "': known are check, baseline, scan; see --help");
      }
      return command.run(args.subList(1, args.size()), out);
    } catch (CommandException e) {
      err.println("weft: " + e.getMessage());
      return Command.FAILED;
    }
  }

  static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }
}
