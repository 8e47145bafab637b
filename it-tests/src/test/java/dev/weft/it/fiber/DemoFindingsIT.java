package dev.weft.it.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo blocks its event loops when it is asked to, and shows what was found. */
@Timeout(120)
class DemoFindingsIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static DemoProcess server;

  @BeforeAll
  static void start() throws IOException {
    server = new DemoProcess(2);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://localhost:" + server.port() + path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static List<JsonNode> findings() throws Exception {
    JsonNode report = new ObjectMapper().readTree(get("/findings.json").body());
    assertTrue(report.at("/live").asBoolean(), report::toPrettyString);
    assertTrue(report.at("/tool").asText().matches("Weft \\d.*"), report::toPrettyString);
    return StreamSupport.stream(report.at("/findings").spliterator(), false).toList();
  }

  private static JsonNode finding(String kind) throws Exception {
    List<JsonNode> findings = findings();
    return findings.stream()
        .filter(finding -> finding.at("/kind").asText().equals(kind))
        .filter(finding -> finding.at("/frame/class").asText().equals("dev.weft.demo.Blockers"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(findings.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep", "lock", "dns", "connect", "file-data", "sync", "process"})
  void whatBlocksIsFoundWithItsStack(String kind) throws Exception {
    HttpResponse<String> blocked = get("/block?kind=" + kind);
    assertEquals(200, blocked.statusCode());
    assertTrue(blocked.body().startsWith("blocked an event loop (" + kind + ") for "));
    JsonNode finding = finding(kind);
    assertTrue(finding.at("/stack").size() > 3, finding::toPrettyString);
    assertTrue(finding.at("/frame/line").asInt() > 0, finding::toPrettyString);
    String page = get("/findings").body();
    assertTrue(page.contains(" frames of the JDK and libraries</summary>"), page);
    assertTrue(page.contains("at dev.weft.demo.Blockers." + finding.at("/frame/method").asText()));
  }

  @Test
  void aSleepInAFiberSuspendsAndIsNoFinding() throws Exception {
    get("/sleep?ms=20");
    assertTrue(
        findings().stream()
            .filter(finding -> finding.at("/severity").asText().equals("error"))
            .noneMatch(finding -> finding.at("/frame/class").asText().endsWith("demo.DemoRoutes")));
  }

  @Test
  void thePageNeedsNoOtherFile() throws Exception {
    HttpResponse<String> page = get("/findings");
    assertEquals("text/html; charset=utf-8", page.headers().firstValue("content-type").orElse(""));
    assertTrue(page.body().startsWith("<!DOCTYPE html>"), page::body);
    for (String reference : List.of("src=", "href=", "url(", "@import", "fetch(")) {
      assertFalse(page.body().contains(reference), reference);
    }
  }

  @Test
  void anUnknownKindIsSaid() throws Exception {
    HttpResponse<String> answer = get("/block?kind=nap");
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().startsWith("give ?kind= once: sleep, lock, dns"), answer::body);
  }
}
