package dev.weft.agent.report.format;

import com.google.gson.stream.JsonWriter;
import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import dev.weft.agent.report.Severity;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;

/**
 * SARIF 2.1.0. The kinds are the rules; the asynchronous chain and the stack are code flows. What
 * GitHub would cut is cut here, the least severe first, and told.
 */
final class SarifReport implements ReportFormat {
  static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  /** Of the results of a run GitHub keeps so many. */
  static final int MOST_RESULTS = 5000;

  private final Sources sources;

  SarifReport(Sources sources) {
    this.sources = sources;
  }

  @Override
  public void write(Report report, Writer to) throws IOException {
    JsonWriter json = new JsonWriter(to);
    json.beginObject();
    json.name("$schema").value(SCHEMA);
    json.name("version").value("2.1.0");
    json.name("runs").beginArray().beginObject();
    tool(report, json);
    invocation(report, json);
    json.name("columnKind").value("utf16CodeUnits");
    json.name("results").beginArray();
    SarifResult result = new SarifResult(json, sources);
    for (Finding finding : kept(report)) {
      result.write(finding);
    }
    json.endArray();
    json.endObject().endArray();
    json.endObject();
    json.flush();
    to.write("\n");
  }

  private static List<Finding> kept(Report report) {
    return report.findings().stream()
        .sorted(
            Comparator.comparing((Finding finding) -> finding.allowed() != null)
                .thenComparing(Finding::severity))
        .limit(MOST_RESULTS)
        .toList();
  }

  private static void tool(Report report, JsonWriter json) throws IOException {
    json.name("tool").beginObject().name("driver").beginObject();
    json.name("name").value("Weft");
    json.name("fullName").value(report.tool());
    json.name("rules").beginArray();
    for (Kind kind : Kind.values()) {
      json.beginObject();
      json.name("id").value(kind.text());
      json.name("shortDescription").beginObject();
      json.name("text").value("A call that " + Texts.meaning(kind) + " in an event loop or fiber");
      json.endObject();
      json.name("defaultConfiguration").beginObject();
      json.name("level").value(level(kind.severity()));
      json.endObject();
      json.endObject();
    }
    json.endArray();
    json.endObject().endObject();
  }

  private static void invocation(Report report, JsonWriter json) throws IOException {
    json.name("invocations").beginArray().beginObject();
    json.name("executionSuccessful").value(report.live());
    json.name("toolExecutionNotifications").beginArray();
    for (String problem : report.problems()) {
      notification("error", problem, json);
    }
    for (String rule : report.unmatchedRules()) {
      notification("warning", rule, json);
    }
    for (String layer : report.layers()) {
      notification("note", layer, json);
    }
    int dropped = report.findings().size() - MOST_RESULTS;
    if (dropped > 0) {
      notification("warning", dropped + " findings more than a run may have are left out", json);
    }
    json.endArray();
    json.name("properties").beginObject();
    json.name("hooksLive").value(report.hooksLive());
    json.name("hooksTotal").value(report.hooksTotal());
    json.name("contexts").value(report.contexts());
    json.endObject();
    json.endObject().endArray();
  }

  private static void notification(String level, String text, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("level").value(level);
    json.name("message").beginObject().name("text").value(text).endObject();
    json.endObject();
  }

  static String level(Severity severity) {
    return severity == Severity.INFO ? "note" : severity.text();
  }
}
