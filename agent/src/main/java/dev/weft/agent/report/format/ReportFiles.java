package dev.weft.agent.report.format;

import dev.weft.agent.report.JsonReport;
import dev.weft.agent.report.Report;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Reports as files, in the format that the file's ending names. */
public final class ReportFiles {
  private static final String PROCESS = "%p";
  private static final String ENDINGS = ".json, .sarif, .xml (JUnit) or .html";

  private ReportFiles() {}

  /**
   * The files of the option {@code report=}: paths separated by semicolons, in which {@code %p}
   * stands for the number of the process, so that JVMs that run at the same time write files of
   * their own.
   *
   * @throws IllegalArgumentException for an ending that is none of the formats'
   */
  public static List<Path> parse(String list) {
    List<Path> files = new ArrayList<>(); // no lambda: this is on an application's way to its main
    for (String part : list.split(";", -1)) {
      String name = part.strip();
      if (!name.isEmpty()) {
        Path file = Path.of(name.contains(PROCESS) ? name.replace(PROCESS, processId()) : name);
        formatOf(file, Sources.NONE);
        files.add(file);
      }
    }
    return List.copyOf(files);
  }

  /**
   * Writes the report, making the file's directories. The file is complete or not there.
   *
   * @throws IllegalArgumentException for an ending that is none of the formats'
   */
  public static void write(Report report, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    ReportFormat format = formatOf(target, Sources.NONE);
    if (format instanceof SarifReport) {
      format = formatOf(target, Sources.ofProject());
    }
    Path directory = target.getParent();
    if (directory == null) {
      throw new IOException(file + " is a directory");
    }
    Files.createDirectories(directory);
    Path incomplete = directory.resolve(target.getFileName() + "." + processId() + ".tmp");
    try {
      try (Writer writer = Files.newBufferedWriter(incomplete)) {
        format.write(report, writer);
      }
      Files.move(incomplete, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(incomplete);
    }
  }

  /**
   * The report as text.
   *
   * @param ending that of a file in the format, without the dot
   * @throws IllegalArgumentException for an ending that is none of the formats'
   */
  public static String text(Report report, String ending) {
    StringWriter text = new StringWriter();
    try {
      formatOf(Path.of("report." + ending), Sources.NONE).write(report, text);
    } catch (IOException e) {
      throw new UncheckedIOException("the agent's jar is not complete", e);
    }
    return text.toString();
  }

  private static String processId() {
    return String.valueOf(ProcessHandle.current().pid());
  }

  private static ReportFormat formatOf(Path file, Sources sources) {
    String name = String.valueOf(file.getFileName());
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "json" -> new Json();
      case "sarif" -> new SarifReport(sources);
      case "xml" -> new JUnitReport();
      case "html" -> new HtmlReport();
      default ->
          throw new IllegalArgumentException(
              "the report '" + file + "' has an unknown ending: give it " + ENDINGS);
    };
  }

  private static final class Json implements ReportFormat {
    @Override
    public void write(Report report, Writer to) throws IOException {
      JsonReport.write(report, to);
    }
  }
}
