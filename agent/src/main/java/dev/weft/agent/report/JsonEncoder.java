package dev.weft.agent.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes reports to a JSON stream. */
final class JsonEncoder {
  private final JsonWriter json;

  JsonEncoder(JsonWriter json) {
    this.json = json;
  }

  void write(Report report) throws IOException {
    json.beginObject();
    json.name("tool").value(report.tool());
    json.name("live").value(report.live());
    json.name("hooksLive").value(report.hooksLive());
    json.name("hooksTotal").value(report.hooksTotal());
    json.name("contexts").value(report.contexts());
    json.name("findings").beginArray();
    for (Finding finding : report.findings()) {
      write(finding);
    }
    json.endArray();
    strings("problems", report.problems());
    strings("unmatchedRules", report.unmatchedRules());
    strings("layers", report.layers());
    json.endObject();
  }

  private void write(Finding finding) throws IOException {
    json.beginObject();
    json.name("fingerprint").value(finding.fingerprint());
    json.name("kind").value(finding.kind().text());
    json.name("severity").value(finding.severity().text());
    json.name("api").value(finding.api());
    FrameInfo frame = finding.frame();
    if (frame != null) {
      json.name("frame");
      write(frame);
    }
    json.name("count").value(finding.count());
    json.name("totalNanos").value(finding.totalNanos());
    json.name("maxNanos").value(finding.maxNanos());
    strings("threads", finding.threads());
    strings("tests", finding.tests());
    strings("sharedTests", finding.sharedTests());
    frames("stack", finding.stack());
    frames("asyncStack", finding.asyncStack());
    json.name("details").beginObject();
    for (Map.Entry<String, String> detail : finding.details().entrySet()) {
      json.name(detail.getKey()).value(detail.getValue());
    }
    json.endObject();
    if (finding.allowed() != null) {
      json.name("allowed").value(finding.allowed());
    }
    json.endObject();
  }

  private void strings(String name, List<String> values) throws IOException {
    json.name(name).beginArray();
    for (String value : values) {
      json.value(value);
    }
    json.endArray();
  }

  private void frames(String name, List<FrameInfo> frames) throws IOException {
    json.name(name).beginArray();
    for (FrameInfo frame : frames) {
      write(frame);
    }
    json.endArray();
  }

  private void write(FrameInfo frame) throws IOException {
    json.beginObject();
    json.name("class").value(frame.className());
    json.name("method").value(frame.method());
    if (frame.file() != null) {
      json.name("file").value(frame.file());
    }
    json.name("line").value(frame.line());
    json.endObject();
  }
}
