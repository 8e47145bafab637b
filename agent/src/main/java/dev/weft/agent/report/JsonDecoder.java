package dev.weft.agent.report;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads reports from a JSON stream. */
final class JsonDecoder {
  private final JsonReader json;

  JsonDecoder(JsonReader json) {
    this.json = json;
  }

  Report report() throws IOException {
    String tool = null;
    boolean live = false;
    int hooksLive = 0;
    int hooksTotal = 0;
    long contexts = 0;
    List<Finding> findings = null;
    List<String> problems = List.of();
    List<String> unmatchedRules = List.of();
    List<String> layers = List.of();
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "tool" -> tool = json.nextString();
        case "live" -> live = json.nextBoolean();
        case "hooksLive" -> hooksLive = json.nextInt();
        case "hooksTotal" -> hooksTotal = json.nextInt();
        case "contexts" -> contexts = json.nextLong();
        case "findings" -> findings = list(this::finding);
        case "problems" -> problems = list(json::nextString);
        case "unmatchedRules" -> unmatchedRules = list(json::nextString);
        case "layers" -> layers = list(json::nextString);
        default -> json.skipValue();
      }
    }
    json.endObject();
    if (tool == null || findings == null) {
      throw new ReportFormatException("it is JSON, but has no \"tool\" and \"findings\"");
    }
    return new Report(
        tool, live, hooksLive, hooksTotal, contexts, findings, problems, unmatchedRules, layers);
  }

  private Finding finding() throws IOException {
    Fields fields = new Fields();
    json.beginObject();
    while (json.hasNext()) {
      fields.read(json.nextName());
    }
    json.endObject();
    return fields.finding();
  }

  /** A finding's fields as they come. */
  private final class Fields {
    private @Nullable String fingerprint;
    private @Nullable Kind kind;
    private @Nullable Severity severity;
    private @Nullable String api;
    private @Nullable FrameInfo frame;
    private long count;
    private long totalNanos;
    private long maxNanos;
    private List<String> threads = List.of();
    private List<String> tests = List.of();
    private List<String> sharedTests = List.of();
    private List<FrameInfo> stack = List.of();
    private List<FrameInfo> asyncStack = List.of();
    private Map<String, String> details = Map.of();
    private @Nullable String allowed;

    void read(String name) throws IOException {
      switch (name) {
        case "fingerprint" -> fingerprint = json.nextString();
        case "kind" -> kind = kind(json.nextString());
        case "severity" -> severity = severity(json.nextString());
        case "api" -> api = json.nextString();
        case "frame" -> frame = orNull(JsonDecoder.this::frame);
        case "count" -> count = json.nextLong();
        case "totalNanos" -> totalNanos = json.nextLong();
        case "maxNanos" -> maxNanos = json.nextLong();
        case "threads" -> threads = list(json::nextString);
        case "tests" -> tests = list(json::nextString);
        case "sharedTests" -> sharedTests = list(json::nextString);
        case "stack" -> stack = list(JsonDecoder.this::frame);
        case "asyncStack" -> asyncStack = list(JsonDecoder.this::frame);
        case "details" -> details = strings();
        case "allowed" -> allowed = orNull(json::nextString);
        default -> json.skipValue();
      }
    }

    Finding finding() throws ReportFormatException {
      if (fingerprint == null || kind == null || severity == null || api == null) {
        throw new ReportFormatException(
            "a finding lacks \"fingerprint\", \"kind\", \"severity\" or \"api\", before "
                + json.getPath());
      }
      return Finding.builder(kind, api)
          .fingerprint(fingerprint)
          .severity(severity)
          .frame(frame)
          .times(count, totalNanos, maxNanos)
          .threads(threads)
          .tests(tests)
          .sharedTests(sharedTests)
          .stack(stack)
          .asyncStack(asyncStack)
          .details(details)
          .allowed(allowed)
          .build();
    }
  }

  private Kind kind(String text) throws ReportFormatException {
    return Kind.of(text)
        .orElseThrow(() -> new ReportFormatException(unknown("kind", text, Kind.names())));
  }

  private Severity severity(String text) throws ReportFormatException {
    return Severity.of(text)
        .orElseThrow(
            () -> new ReportFormatException(unknown("severity", text, "error, warning, info")));
  }

  private String unknown(String what, String text, String known) {
    return "unknown " + what + " '" + text + "' at " + json.getPath() + "; known are " + known;
  }

  private FrameInfo frame() throws IOException {
    String className = "";
    String method = "";
    String file = null;
    int line = 0;
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "class" -> className = json.nextString();
        case "method" -> method = json.nextString();
        case "file" -> file = orNull(json::nextString);
        case "line" -> line = json.nextInt();
        default -> json.skipValue();
      }
    }
    json.endObject();
    return new FrameInfo(className, method, file, line);
  }

  private Map<String, String> strings() throws IOException {
    Map<String, String> strings = new TreeMap<>();
    json.beginObject();
    while (json.hasNext()) {
      strings.put(json.nextName(), json.nextString());
    }
    json.endObject();
    return strings;
  }

  private <T> List<T> list(Element<T> element) throws IOException {
    List<T> list = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      list.add(element.read());
    }
    json.endArray();
    return list;
  }

  private <T> @Nullable T orNull(Element<T> element) throws IOException {
    if (json.peek() == JsonToken.NULL) {
      json.nextNull();
      return null;
    }
    return element.read();
  }

  /** Reads one value. */
  private interface Element<T> {
    T read() throws IOException;
  }
}
