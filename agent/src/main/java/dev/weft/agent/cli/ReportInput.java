package dev.weft.agent.cli;

import dev.weft.agent.report.JsonReport;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.ReportFormatException;
import dev.weft.agent.report.Reports;
import dev.weft.agent.report.format.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes the reports that commands name. */
final class ReportInput {
  private ReportInput() {}

  /** The reports of some files as one. */
  static Report readAll(List<String> names) throws CommandException {
    if (names.isEmpty()) {
      throw new CommandException(
          "no report is named: give the JSON file that the agent wrote by report=FILE.json");
    }
    List<Report> reports = new ArrayList<>();
    for (String name : names) {
      reports.add(
          read(name, "report", "run the program with -javaagent:weft-agent.jar=report=" + name));
    }
    return Reports.merge(reports);
  }

  /**
   * The report in a file.
   *
   * @param what the file is to the user
   * @param remedy what to do if there is no such file
   */
  static Report read(String name, String what, String remedy) throws CommandException {
    Path file = path(name);
    String named = "the " + what + " '" + name + "' ";
    if (!Files.exists(file)) {
      throw new CommandException(named + "does not exist: " + remedy);
    }
    if (Files.isDirectory(file)) {
      throw new CommandException(named + "is a directory: name the JSON file in it");
    }
    try {
      return JsonReport.read(file);
    } catch (ReportFormatException e) {
      throw new CommandException(named + "is not one in JSON: " + e.getMessage());
    } catch (IOException e) {
      throw new CommandException(named + "cannot be read: " + e);
    }
  }

  static void write(Report report, String name) throws CommandException {
    try {
      ReportFiles.write(report, path(name));
    } catch (IllegalArgumentException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new CommandException("'" + name + "' cannot be written: " + e);
    }
  }

  private static Path path(String name) throws CommandException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new CommandException("'" + name + "' is not a path: " + e.getReason());
    }
  }
}
