package dev.weft.it.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.JsonReport;
import dev.weft.agent.report.Kind;
import dev.weft.it.support.Commands.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A Spring Boot application in one jar (it-tests/sample-boot), run under the agent. */
@EnabledIfSystemProperty(named = "weft.it.sample", matches = "true")
class SpringBootIT {
  private static final Pattern LISTENING = Pattern.compile("Netty started on port (\\d+)");
  private static final String REPORT = "weft.json";
  private static final long ENDS_WITHIN_SECONDS = 60;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path work;

  private static SampleProject project;

  @BeforeAll
  static void makeJar() throws Exception {
    project = new SampleProject("sample-boot", work);
    Outcome build = project.makeJar();
    assertEquals(0, build.exit(), build::text);
  }

  /** Serves requests and ends, as when it is told to stop. */
  private static void serve(String... goods) throws Exception {
    Files.deleteIfExists(project.file(REPORT));
    Process process =
        project.startJava("report=" + REPORT, "-jar", "target/boot.jar", "--server.port=0");
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int port = port(output);
      HttpClient client = HttpClient.newHttpClient();
      for (String good : goods) {
        URI uri = URI.create("http://localhost:" + port + "/prices/" + good);
        String price =
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        assertEquals(Integer.toString(good.length()), price);
      }
      process.toHandle().destroy(); // Process.destroy closes the output
      while (output.readLine() != null) {
        // until it has ended
      }
      assertTrue(process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
  }

  private static int port(BufferedReader output) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line; (line = output.readLine()) != null; ) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        return Integer.parseInt(listening.group(1));
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("it does not start:\n" + seen);
  }

  @Test
  void withoutABugThereIsNothing() throws Exception {
    serve("apples");
    Outcome check = project.weft("check", REPORT);
    assertEquals(0, check.exit(), check::text);
  }

  @Test
  void theGateNamesTheLineAndKnowsTheBaseline() throws Exception {
    serve("apples", "slowPears");
    Outcome found = project.weft("check", REPORT);
    assertEquals(1, found.exit(), found::text);
    String place =
        "com.acme.boot.PriceController.sleep(PriceController.java:" + line("bug 1") + ")";
    assertTrue(found.text().contains("sleep: java.lang.Thread.sleep in " + place), found::text);
    Finding sleep =
        JsonReport.read(project.file(REPORT)).findings().stream()
            .filter(finding -> finding.kind() == Kind.SLEEP)
            .findFirst()
            .orElseThrow();
    assertTrue(sleep.threads().get(0).startsWith("reactor-http-"), sleep::toString);

    assertEquals(0, project.weft("baseline", REPORT, "-o", "base.json").exit());
    Outcome known = project.weft("check", REPORT, "--baseline", "base.json");
    assertEquals(0, known.exit(), known::text);
    serve("slowPears", "remotePlums");
    Outcome changed = project.weft("check", REPORT, "--baseline", "base.json");
    assertEquals(1, changed.exit(), changed::text);
    assertTrue(changed.text().contains("PriceController.java:" + line("bug 2")), changed::text);
    assertTrue(!changed.text().contains("PriceController.java:" + line("bug 1")), changed::text);
  }

  private static int line(String comment) throws IOException {
    return project.line("src/main/java/com/acme/boot/PriceController.java", comment);
  }
}
