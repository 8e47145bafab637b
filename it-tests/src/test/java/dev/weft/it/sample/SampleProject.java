package dev.weft.it.sample;

import dev.weft.it.support.Commands;
import dev.weft.it.support.Commands.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A copy of a sample project with a local repository of its own, into which Maven gets Weft's
 * artifacts from the build's output and all others from the build's own repository or Central.
 */
final class SampleProject {
  private static final String VERSION = "0.1.0-SNAPSHOT";

  private final Path directory;
  private final Path repository;
  private final Path settings;

  /**
   * @param name of its directory in it-tests
   */
  SampleProject(String name, Path work) throws IOException {
    directory = work.resolve(name);
    repository = work.resolve("repository");
    settings = work.resolve("settings.xml");
    copySources(name);
    deploy(work.resolve("weft"));
    Files.writeString(settings, settings(work.resolve("weft")));
  }

  private static Path root() {
    return Path.of(property("weft.root"));
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  private void copySources(String name) throws IOException {
    Path from = root().resolve("it-tests").resolve(name);
    Files.createDirectories(directory);
    Files.copy(from.resolve("pom.xml"), directory.resolve("pom.xml"));
    try (Stream<Path> files = Files.walk(from.resolve("src"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = directory.resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  /** Lays the artifacts out as a repository. */
  private static void deploy(Path to) throws IOException {
    copy(to, "weft-parent", root().resolve("pom.xml"), "pom");
    copy(to, "weft-runtime", root().resolve("runtime/pom.xml"), "pom");
    copy(to, "weft-runtime", Path.of(property("weft.runtime")), "jar");
    copy(to, "weft-agent", root().resolve("agent/dependency-reduced-pom.xml"), "pom");
    copy(to, "weft-agent", Path.of(property("weft.agent")), "jar");
  }

  private static void copy(Path to, String artifact, Path file, String ending) throws IOException {
    Path directory = to.resolve("dev/weft/" + artifact + "/" + VERSION);
    Files.createDirectories(directory);
    Files.copy(file, directory.resolve(artifact + "-" + VERSION + "." + ending));
  }

  private static String settings(Path weft) {
    String weftUrl = weft.toUri().toString();
    String localUrl = Path.of(property("weft.localRepository")).toUri().toString();
    String repositories =
        Stream.of("weft " + weftUrl, "build " + localUrl)
            .map(SampleProject::repository)
            .reduce("", String::concat);
    return "<settings><profiles><profile><id>weft</id><repositories>"
        + repositories
        + "</repositories><pluginRepositories>"
        + repositories.replace("repository>", "pluginRepository>")
        + "</pluginRepositories></profile></profiles>"
        + "<activeProfiles><activeProfile>weft</activeProfile></activeProfiles></settings>";
  }

  private static String repository(String idAndUrl) {
    String[] parts = idAndUrl.split(" ");
    String policy = "<enabled>true</enabled><checksumPolicy>ignore</checksumPolicy>";
    return "<repository><id>"
        + parts[0]
        + "</id><url>"
        + parts[1]
        + "</url><releases>"
        + policy
        + "</releases><snapshots>"
        + policy
        + "</snapshots></repository>";
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** The number of the line of a source that ends with a comment. */
  int line(String source, String comment) throws IOException {
    List<String> lines = Files.readAllLines(file(source));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).endsWith("// " + comment)) {
        return i + 1;
      }
    }
    throw new AssertionError(comment);
  }

  /** Runs the tests; what earlier runs left is gone. */
  Outcome test(String... properties) throws IOException, InterruptedException {
    return maven("test", properties);
  }

  /** Tests and packages. */
  Outcome makeJar(String... properties) throws IOException, InterruptedException {
    return maven("package", properties);
  }

  private Outcome maven(String phase, String... properties)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("mvn", "-B", "-s", settings.toString()));
    line.add("-Dmaven.repo.local=" + repository);
    line.addAll(List.of(properties));
    deleteOutput();
    line.add(phase);
    return run(line);
  }

  private void deleteOutput() throws IOException {
    for (String name : List.of("target/surefire-reports", "target/jacoco.exec")) {
      Path output = file(name);
      if (Files.exists(output)) {
        try (Stream<Path> files = Files.walk(output)) {
          files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
        }
      }
    }
  }

  /** Runs a command of the agent's jar in the project. */
  Outcome weft(String... arguments) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of(property("weft.test.java"), "-jar", property("weft.agent")));
    line.addAll(List.of(arguments));
    return run(line);
  }

  /** Runs a program under the agent in the project. */
  Outcome java(String agentOptions, String... arguments) throws IOException, InterruptedException {
    return run(javaLine(agentOptions, arguments));
  }

  /** Starts a program under the agent in the project; the caller ends it. */
  Process startJava(String agentOptions, String... arguments) throws IOException {
    return new ProcessBuilder(javaLine(agentOptions, arguments))
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .start();
  }

  private static List<String> javaLine(String agentOptions, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(property("weft.test.java"));
    line.add("-javaagent:" + property("weft.agent") + "=" + agentOptions);
    line.addAll(List.of(arguments));
    return line;
  }

  private Outcome run(List<String> line) throws IOException, InterruptedException {
    return Commands.run(directory, line);
  }
}
