package dev.weft.agent.cli;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Report;
import dev.weft.agent.rules.Rules;
import dev.weft.agent.scan.Scan;
import dev.weft.agent.weave.Globs;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists blocking calls that event loops and fibers reach, without running anything. */
final class ScanCommand implements Command {
  private static final String ENTRIES = "--entries";
  private static final String RULES = "--rules";

  @Override
  public int run(List<String> words, PrintStream out) throws CommandException {
    Set<String> options = new HashSet<>(Gate.OPTIONS);
    options.addAll(List.of(ENTRIES, RULES));
    Arguments arguments = Arguments.parse(words, options);
    if (arguments.words().isEmpty()) {
      throw new CommandException("no class path: give the directories and jars of the program");
    }
    Report report = judged(scan(arguments), arguments);
    if (report.contexts() == 0) {
      throw new CommandException(
          "no entry point is on the class path: give the classes that have channel handlers,"
              + " event-loop tasks or fibers, and Netty's jars");
    }
    int exit = Gate.decide(report, arguments, out);
    if (exit == FINDINGS) {
      out.println("weft: the ways to these calls:");
      report.findings().stream().filter(f -> f.allowed() == null).forEach(f -> printWay(f, out));
    }
    return exit;
  }

  private static void printWay(Finding finding, PrintStream out) {
    out.println("  " + finding.fingerprint() + " " + finding.api());
    for (FrameInfo frame : finding.stack().subList(1, finding.stack().size())) {
      out.println("      at " + frame);
    }
  }

  private static Report scan(Arguments arguments) throws CommandException {
    try {
      Globs entries = Globs.parse(arguments.option(ENTRIES).orElse(""));
      return Scan.run(classPath(arguments.words()), entries, "weft-agent " + Main.version());
    } catch (IllegalArgumentException e) {
      throw new CommandException(ENTRIES + ": " + e.getMessage());
    } catch (IOException e) {
      throw new CommandException("the class path cannot be read: " + e);
    }
  }

  private static List<Path> classPath(List<String> words) throws CommandException {
    List<Path> entries = new ArrayList<>();
    for (String word : words) {
      for (String name : word.split(File.pathSeparator, -1)) {
        if (name.endsWith("*")) {
          addJars(Path.of(name.substring(0, name.length() - 1)), entries);
        } else if (!name.isEmpty()) {
          entries.add(Path.of(name));
        }
      }
    }
    for (Path entry : entries) {
      if (!Files.exists(entry)) {
        throw new CommandException(
            "'" + entry + "' of the class path does not exist: build it first, or leave it out");
      }
    }
    return entries;
  }

  /** A class path's DIRECTORY/* means the jars in it. */
  private static void addJars(Path directory, List<Path> to) throws CommandException {
    try (var files = Files.newDirectoryStream(directory, "*.jar")) {
      files.forEach(to::add);
    } catch (IOException e) {
      throw new CommandException("'" + directory + "' of the class path cannot be listed: " + e);
    }
  }

  private static Report judged(Report report, Arguments arguments) throws CommandException {
    if (arguments.option(RULES).isEmpty()) {
      return report;
    }
    String name = arguments.option(RULES).get();
    try {
      Rules rules = Rules.parse(Path.of(name));
      List<Finding> findings = report.findings().stream().map(rules::apply).toList();
      List<String> problems = new ArrayList<>(report.problems());
      problems.addAll(rules.problems());
      return new Report(
          report.tool(), true, 0, 0, report.contexts(), findings, problems, List.of());
    } catch (IOException e) {
      throw new CommandException("the rules '" + name + "' cannot be read: " + e);
    }
  }
}
