package dev.weft.agent.report.format;

import com.google.gson.stream.JsonWriter;
import dev.weft.agent.report.Finding;
import dev.weft.agent.report.FrameInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the results of a SARIF run. */
final class SarifResult {
  /** Of the locations of a flow GitHub keeps so many. */
  static final int MOST_LOCATIONS = 1000;

  private final JsonWriter json;
  private final Sources sources;

  SarifResult(JsonWriter json, Sources sources) {
    this.json = json;
    this.sources = sources;
  }

  void write(Finding finding) throws IOException {
    json.beginObject();
    json.name("ruleId").value(finding.kind().text());
    json.name("level").value(SarifReport.level(finding.severity()));
    message(Texts.message(finding));
    json.name("locations").beginArray();
    FrameInfo place = place(finding);
    if (place != null) {
      json.beginObject();
      location(place);
      json.endObject();
    }
    json.endArray();
    json.name("partialFingerprints").beginObject();
    json.name("weft/v1").value(finding.fingerprint());
    json.endObject();
    if (finding.count() > 0) {
      json.name("occurrenceCount").value(finding.count());
    }
    flow(finding);
    json.name("stacks").beginArray();
    stack("the blocking call", finding.stack());
    stack("what led to it", finding.asyncStack());
    json.endArray();
    suppression(finding);
    properties(finding);
    json.endObject();
  }

  private static @Nullable FrameInfo place(Finding finding) {
    return finding.frame() != null
        ? finding.frame()
        : finding.stack().stream().findFirst().orElse(null);
  }

  /** One flow in the order of execution: what led to the task, then the stack. */
  private void flow(Finding finding) throws IOException {
    List<FrameInfo> calls = new ArrayList<>(finding.stack());
    calls.addAll(finding.asyncStack());
    List<FrameInfo> shown =
        new ArrayList<>(
            calls.stream()
                .filter(frame -> sources.pathOf(frame).isPresent())
                .limit(MOST_LOCATIONS)
                .toList());
    if (shown.isEmpty()) {
      return;
    }
    Collections.reverse(shown);
    json.name("codeFlows").beginArray().beginObject();
    json.name("threadFlows").beginArray().beginObject();
    json.name("locations").beginArray();
    for (FrameInfo frame : shown) {
      json.beginObject();
      json.name("location").beginObject();
      location(frame);
      message(frame.toString());
      json.endObject();
      json.name("importance").value(frame.equals(finding.frame()) ? "essential" : "important");
      json.endObject();
    }
    json.endArray();
    json.endObject().endArray();
    json.endObject().endArray();
  }

  private void stack(String name, List<FrameInfo> frames) throws IOException {
    if (frames.isEmpty()) {
      return;
    }
    json.beginObject();
    message(name);
    json.name("frames").beginArray();
    for (FrameInfo frame : frames) {
      json.beginObject().name("location").beginObject();
      location(frame);
      json.endObject().endObject();
    }
    json.endArray();
    json.endObject();
  }

  private void location(FrameInfo frame) throws IOException {
    Optional<String> path = sources.pathOf(frame);
    if (path.isPresent()) {
      json.name("physicalLocation").beginObject();
      json.name("artifactLocation").beginObject().name("uri").value(path.get()).endObject();
      if (frame.line() > 0) {
        json.name("region").beginObject().name("startLine").value(frame.line()).endObject();
      }
      json.endObject();
    }
    json.name("logicalLocations").beginArray().beginObject();
    json.name("fullyQualifiedName").value(frame.className() + "." + frame.method());
    json.name("kind").value("function");
    json.endObject().endArray();
  }

  private void suppression(Finding finding) throws IOException {
    if (finding.allowed() == null) {
      return;
    }
    json.name("suppressions").beginArray().beginObject();
    json.name("kind").value("external");
    json.name("status").value("accepted");
    json.name("justification").value(finding.allowed());
    json.endObject().endArray();
  }

  private void properties(Finding finding) throws IOException {
    json.name("properties").beginObject();
    json.name("api").value(finding.api());
    json.name("totalNanos").value(finding.totalNanos());
    json.name("maxNanos").value(finding.maxNanos());
    strings("threads", finding.threads());
    strings("tests", finding.tests());
    strings("sharedTests", finding.sharedTests());
    json.name("details").beginObject();
    for (var detail : finding.details().entrySet()) {
      json.name(detail.getKey()).value(detail.getValue());
    }
    json.endObject();
    json.endObject();
  }

  private void strings(String name, List<String> values) throws IOException {
    json.name(name).beginArray();
    for (String value : values) {
      json.value(value);
    }
    json.endArray();
  }

  private void message(String text) throws IOException {
    json.name("message").beginObject().name("text").value(text).endObject();
  }
}
