package dev.weft.it.support;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JVM to be started, with or without the agent. By default it is the one under test, has this
 * JVM's class path and is given two minutes.
 */
public final class ForkedJvm {
  private Path java = Jdks.java();
  private Duration deadline = Duration.ofMinutes(2);
  private final List<String> jvmOptions = new ArrayList<>();
  private final List<String> classPath =
      new ArrayList<>(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
  private final Map<String, String> environment = new LinkedHashMap<>();

  /**
   * @param output of both streams, in order
   */
  public record Result(int exitCode, String output) {
    public List<String> lines() {
      return output.lines().toList();
    }

    /**
     * @throws AssertionError with the whole output unless it ended with code 0
     */
    public Result mustSucceed() {
      if (exitCode != 0) {
        throw new AssertionError("exit code " + exitCode + ":\n" + output);
      }
      return this;
    }
  }

  /** Adds the agent with these options, as in {@code weave=a.*,exclude=a.B;a.C}. */
  public ForkedJvm agent(String options) {
    return jvm("-javaagent:" + Jdks.agent() + (options.isEmpty() ? "" : "=" + options));
  }

  public ForkedJvm java(Path command) {
    java = command;
    return this;
  }

  public ForkedJvm jvm(String... options) {
    jvmOptions.addAll(Arrays.asList(options));
    return this;
  }

  /** Takes this class path in place of the JVM's own. */
  public ForkedJvm classPath(List<String> entries) {
    classPath.clear();
    classPath.addAll(entries);
    return this;
  }

  /** Puts {@code entry} first on the class path. */
  public ForkedJvm before(Path entry) {
    classPath.add(0, entry.toString());
    return this;
  }

  /** Takes the entries out whose names contain {@code part}. */
  public ForkedJvm withoutClassPath(String part) {
    classPath.removeIf(entry -> entry.contains(part));
    return this;
  }

  public ForkedJvm env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public ForkedJvm deadline(Duration limit) {
    deadline = limit;
    return this;
  }

  /**
   * Starts it and waits for its end.
   *
   * @throws AssertionError with the output so far if it is late; it is killed then
   */
  public Result run(String mainClass, String... args) throws IOException, InterruptedException {
    Path output = Files.createTempFile("weft-forked", ".out");
    Path arguments = Files.createTempFile("weft-forked", ".args");
    try {
      Process process = start(mainClass, args, arguments, output);
      try {
        boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
        String text = Files.readString(output, StandardCharsets.UTF_8);
        if (!ended) {
          throw new AssertionError("not ended after " + deadline + ":\n" + text);
        }
        return new Result(process.exitValue(), text);
      } finally {
        process.destroyForcibly().waitFor();
      }
    } finally {
      Files.deleteIfExists(output);
      Files.deleteIfExists(arguments);
    }
  }

  /**
   * Starts it without waiting; the caller ends it. Its streams are the process's own, merged into
   * one.
   */
  public Process start(String mainClass, String... args) throws IOException {
    return builder(commandLine(mainClass, args)).start();
  }

  /**
   * All arguments go through a file, since class paths and lists of classes outgrow a command line.
   */
  private Process start(String mainClass, String[] args, Path argumentFile, Path output)
      throws IOException {
    List<String> quoted = new ArrayList<>();
    List<String> line = commandLine(mainClass, args);
    for (String argument : line.subList(1, line.size())) {
      quoted.add(
          '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"');
    }
    Files.write(argumentFile, quoted, StandardCharsets.UTF_8);
    return builder(List.of(line.get(0), "@" + argumentFile))
        .redirectOutput(output.toFile())
        .start();
  }

  private ProcessBuilder builder(List<String> line) {
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder;
  }

  private List<String> commandLine(String mainClass, String[] args) {
    List<String> line = new ArrayList<>();
    line.add(java.toString());
    line.add("-Dfile.encoding=UTF-8");
    line.addAll(jvmOptions);
    line.add("-cp");
    line.add(String.join(File.pathSeparator, classPath));
    line.add(mainClass);
    line.addAll(Arrays.asList(args));
    return line;
  }
}
