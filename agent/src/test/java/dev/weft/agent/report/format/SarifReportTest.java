package dev.weft.agent.report.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Findings;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SarifReportTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static String write(Report report, Sources sources) throws IOException {
    StringWriter sarif = new StringWriter();
    new SarifReport(sources).write(report, sarif);
    return sarif.toString();
  }

  private static JsonNode run(Report report, Sources sources) throws IOException {
    return MAPPER.readTree(write(report, sources)).at("/runs/0");
  }

  @Test
  void isValidBySarifsSchema() throws IOException {
    Schema schema;
    try (InputStream in = getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
              .getSchema(MAPPER.readTree(in));
    }
    Report report = Findings.report(Findings.sleep(), Findings.read());
    JsonNode written = MAPPER.readTree(write(report, Sources.NONE));
    assertEquals(List.of(), schema.validate(written));
    // and the schema is one that says no
    ((ObjectNode) written.at("/runs/0")).remove("tool");
    assertFalse(schema.validate(written).isEmpty());
  }

  @Test
  void hasWhatServicesShow() throws IOException {
    JsonNode run = run(Findings.report(Findings.sleep(), Findings.read()), Sources.NONE);
    JsonNode result = run.at("/results/0");
    assertEquals("sleep", result.at("/ruleId").asText());
    assertEquals("error", result.at("/level").asText());
    assertEquals(
        "com/acme/Shop.java",
        result.at("/locations/0/physicalLocation/artifactLocation/uri").asText());
    assertEquals(42, result.at("/locations/0/physicalLocation/region/startLine").asInt());
    assertEquals(
        Findings.sleep().fingerprint(), result.at("/partialFingerprints/weft~1v1").asText());
    assertTrue(run.at("/tool/driver/rules").findValuesAsText("id").contains("sleep"));
    assertEquals("external", run.at("/results/1/suppressions/0/kind").asText());
    assertEquals(2, run.at("/invocations/0/toolExecutionNotifications").size());
  }

  @Test
  void theFlowLeadsFromTheSubmissionToTheCall() throws IOException {
    JsonNode flow =
        run(Findings.report(Findings.sleep()), Sources.NONE)
            .at("/results/0/codeFlows/0/threadFlows/0/locations");
    assertEquals(
        List.of(
            "com.acme.Server.accept",
            "io.netty.channel.AbstractChannelHandlerContext.invokeChannelRead",
            "com.acme.ShopHandler.channelRead",
            "com.acme.Shop.lambda$total$3"),
        flow.findValuesAsText("fullyQualifiedName"));
    assertEquals("essential", flow.get(3).at("/importance").asText());
  }

  @Test
  void findsSourcesInTheProject(@TempDir Path project) throws IOException {
    Path sources = project.resolve("shop/src/main/java/com/acme");
    Files.createDirectories(sources);
    Files.createFile(sources.resolve("Shop.java"));
    JsonNode run = run(Findings.report(Findings.sleep()), Sources.below(project));
    assertEquals(
        "shop/src/main/java/com/acme/Shop.java",
        run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri").asText());
  }

  @Test
  void keepsTheWorstResultsAndSaysHowManyItLeavesOut() throws IOException {
    Finding info = Finding.builder(Kind.RANDOM, "r").build();
    Stream<Finding> many = IntStream.range(0, SarifReport.MOST_RESULTS + 6).mapToObj(i -> info);
    Finding[] findings = Stream.concat(many, Stream.of(Findings.sleep())).toArray(Finding[]::new);
    JsonNode run = run(Findings.report(findings), Sources.NONE);
    assertEquals(SarifReport.MOST_RESULTS, run.at("/results").size());
    assertEquals("error", run.at("/results/0/level").asText());
    assertTrue(
        run.at("/invocations/0/toolExecutionNotifications/2/message/text")
            .asText()
            .startsWith("7 findings more"));
  }

  @Test
  void aFlowKeepsItsInnermostFrames() throws IOException {
    List<FrameInfo> deep = Collections.nCopies(SarifResult.MOST_LOCATIONS + 5, Findings.CALLER);
    Finding finding =
        Findings.sleepBuilder()
            .severity(Severity.WARNING)
            .stack(Stream.concat(Stream.of(Findings.TOTAL), deep.stream()).toList())
            .build();
    JsonNode flow =
        run(Findings.report(finding), Sources.NONE)
            .at("/results/0/codeFlows/0/threadFlows/0/locations");
    assertEquals(SarifResult.MOST_LOCATIONS, flow.size());
    assertEquals("essential", flow.get(SarifResult.MOST_LOCATIONS - 1).at("/importance").asText());
  }
}
