package dev.weft.it.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.report.JsonReport;
import dev.weft.agent.report.Report;
import dev.weft.it.support.ForkedJvm;
import dev.weft.it.support.Maven;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Those of {@code it-tests/applications}, a module each, which have libraries of their own and know
 * nothing of Weft. All are built, once, when the first is asked for.
 */
enum Application {
  NETTY41("netty41", "acme.netty.NettyMain", "netty41"),
  NETTY42("netty42", "acme.netty.NettyMain", "netty41"),
  VERTX3("vertx3", "acme.vertx.Vertx3Main", "vertx3"),
  VERTX4("vertx4", "acme.vertx.VertxMain", "vertx"),
  VERTX5("vertx", "acme.vertx.VertxMain", "vertx"),
  REACTOR("reactor", "acme.reactor.ReactorMain", "reactor"),
  GRPC("grpc", "acme.grpc.GrpcMain", "grpc"),
  GRPC_SHADED("grpc-shaded", "acme.grpc.GrpcMain", "grpc"),
  CLIENTS("clients", "acme.clients.ClientsMain", "clients");

  private static final String NAMES = "some-host db-host mail-host localhost";

  private final String module;
  private final String main;
  private final String sources;

  /**
   * @param sources the module that has the source files
   */
  Application(String module, String main, String sources) {
    this.module = module;
    this.main = main;
    this.sources = sources;
  }

  /** Built by Maven, which writes each one's class path down. */
  private static final class Built {
    static final Path DIRECTORY = build();

    private static Path build() {
      Path directory =
          Path.of(Objects.requireNonNull(System.getProperty("weft.root")), "it-tests/applications");
      Maven.run(directory, "compile");
      return directory;
    }
  }

  /**
   * Runs it to its end and gives what the agent reports.
   *
   * @param directory for its files; empty
   */
  Report run(String argument, Path directory) throws IOException, InterruptedException {
    Path page = Files.writeString(directory.resolve("page.html"), "<p>hello");
    Path report = directory.resolve("report.json");
    new ForkedJvm()
        .classPath(classPath())
        .agent("detect=report,report=" + report)
        .jvm("-Djdk.net.hosts.file=" + hosts(directory))
        .jvm("-Dacme.files=" + directory, "-Dacme.file=" + page)
        .jvm("-Dacme.log=" + directory.resolve("shop.log"))
        .run(main, argument)
        .mustSucceed();
    Report read = JsonReport.read(report);
    assertTrue(read.live(), read::toString);
    assertEquals(List.of(), read.problems());
    return read;
  }

  private List<String> classPath() throws IOException {
    Path target = Built.DIRECTORY.resolve(module).resolve("target");
    List<String> entries = new ArrayList<>();
    entries.add(target.resolve("classes").toString());
    String others = Files.readString(target.resolve("classpath.txt"));
    entries.addAll(List.of(others.trim().split(File.pathSeparator)));
    return entries;
  }

  /** The JDK's resolver, hooks included, looks names up in this file and nowhere else. */
  private static Path hosts(Path directory) throws IOException {
    String machine = InetAddress.getLocalHost().getHostName();
    return Files.writeString(
        directory.resolve("hosts"), "127.0.0.1 " + NAMES + " " + machine + "\n");
  }

  /** The lines of a class's source file. */
  List<String> source(String className) throws IOException {
    String topLevel = className.split("\\$", 2)[0];
    return Files.readAllLines(
        Built.DIRECTORY
            .resolve(sources)
            .resolve("src/main/java")
            .resolve(topLevel.replace('.', '/') + ".java"));
  }
}
