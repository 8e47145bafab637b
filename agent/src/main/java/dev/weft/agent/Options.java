package dev.weft.agent;

import dev.weft.agent.report.format.ReportFiles;
import dev.weft.agent.weave.Globs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent's options. Each may stand in the agent's argument, as a system property {@code
 * weft.NAME}, or as a line of the file that {@code config=} names; the argument wins over the
 * property, the property over the file. A bad one is told in one line of {@link #problems} and
 * otherwise ignored.
 */
public final class Options {
  private static final Set<String> NAMES =
      Set.of(
          "weave",
          "exclude",
          "jdk",
          "detect",
          "report",
          "rules",
          "baseline",
          "verify",
          "dump",
          "config");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private Globs weave = Globs.NONE;
  private Globs exclude = Globs.NONE;
  private boolean verify;
  private @Nullable Path dump;
  private String detect = "report";
  private List<Path> reports = List.of();
  private @Nullable Path rules;
  private @Nullable Path baseline;

  private Options() {}

  public static Options parse(@Nullable String argument) {
    Options options = new Options();
    options.readArgument(argument == null ? "" : argument);
    options.readProperties();
    options.readFile();
    options.interpret();
    return options;
  }

  private void readArgument(String argument) {
    for (String part : argument.split(",", -1)) {
      if (!part.isBlank()) {
        readPair(part.trim(), "the agent's argument");
      }
    }
  }

  private void readPair(String pair, String where) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals).trim();
    if (!NAMES.contains(name)) {
      problems.add(
          "unknown option '"
              + name
              + "' in "
              + where
              + "; known are "
              + String.join(", ", NAMES.stream().sorted().toList()));
    } else if (equals < 0) {
      problems.add("option '" + name + "' in " + where + " has no value: write " + name + "=...");
    } else {
      values.putIfAbsent(name, pair.substring(equals + 1).trim());
    }
  }

  private void readProperties() {
    for (String name : NAMES) {
      String value = System.getProperty("weft." + name);
      if (value != null) {
        values.putIfAbsent(name, value);
      }
    }
  }

  private void readFile() {
    String file = values.get("config");
    if (file == null) {
      return;
    }
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        if (!line.isBlank() && !line.trim().startsWith("#")) {
          readPair(line.trim(), file);
        }
      }
    } catch (IOException | InvalidPathException e) {
      problems.add("the file of config=" + file + " cannot be read: " + e);
    }
  }

  private void interpret() {
    weave = globs("weave");
    exclude = globs("exclude");
    verify = choice("verify", "off", "on", "off").equals("on");
    choice("jdk", "on", "on", "off");
    detect = choice("detect", "report", "off", "report", "fail", "throw");
    reports = reportFiles();
    rules = file("rules");
    baseline = file("baseline");
    dump = directory("dump");
  }

  private @Nullable Path directory(String name) {
    String value = values.get(name);
    if (value == null) {
      return null;
    }
    try {
      return Files.createDirectories(Path.of(value));
    } catch (InvalidPathException | IOException e) {
      problems.add("option '" + name + "': '" + value + "' cannot be a directory: " + e);
      return null;
    }
  }

  private List<Path> reportFiles() {
    String value = values.getOrDefault("report", "");
    try {
      return value.isEmpty() ? List.of() : ReportFiles.parse(value);
    } catch (IllegalArgumentException e) {
      problems.add("option 'report': " + e.getMessage());
      return List.of();
    }
  }

  private @Nullable Path file(String name) {
    String value = values.getOrDefault(name, "");
    try {
      return value.isBlank() ? null : Path.of(value);
    } catch (InvalidPathException e) {
      problems.add("option '" + name + "': '" + value + "' cannot be a file: " + e.getMessage());
      return null;
    }
  }

  private Globs globs(String name) {
    try {
      return Globs.parse(values.getOrDefault(name, ""));
    } catch (IllegalArgumentException e) {
      problems.add("option '" + name + "': " + e.getMessage());
      return Globs.NONE;
    }
  }

  private String choice(String name, String byDefault, String... allowed) {
    String value = values.getOrDefault(name, byDefault);
    if (List.of(allowed).contains(value)) {
      return value;
    }
    problems.add(
        "option '" + name + "' is '" + value + "'; it takes " + String.join(" or ", allowed));
    return byDefault;
  }

  public Globs weave() {
    return weave;
  }

  public Globs exclude() {
    return exclude;
  }

  /** Whether every woven class is checked before it is handed to the JVM. */
  public boolean verify() {
    return verify;
  }

  /** Where woven classes are written, or null. */
  public @Nullable Path dump() {
    return dump;
  }

  /**
   * What is done about blocking calls: {@code off}, {@code report}, {@code fail} or {@code throw}.
   */
  public String detect() {
    return detect;
  }

  /** Where findings are written. */
  public List<Path> reports() {
    return reports;
  }

  /** The file of rules about findings, or null. */
  public @Nullable Path rules() {
    return rules;
  }

  /** The findings that fail nothing, or null. */
  public @Nullable Path baseline() {
    return baseline;
  }

  /** One line for each option that could not be understood. */
  public List<String> problems() {
    return problems;
  }
}
