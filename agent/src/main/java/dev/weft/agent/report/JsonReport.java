package dev.weft.agent.report;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** Reports as JSON: the one format that is read again. */
public final class JsonReport {
  private JsonReport() {}

  /** Writes the report, indented, and does not close {@code to}. */
  public static void write(Report report, Writer to) throws IOException {
    JsonWriter json = new JsonWriter(to);
    json.setIndent("  ");
    new JsonEncoder(json).write(report);
    json.flush();
    to.write("\n");
  }

  /**
   * Reads a report. Names that this version does not know are skipped.
   *
   * @throws ReportFormatException if it is not JSON, or not a report
   */
  public static Report read(Reader from) throws IOException {
    try {
      return new JsonDecoder(new JsonReader(from)).report();
    } catch (ReportFormatException e) {
      throw e;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new ReportFormatException(oneLine(e));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Reads a report from a file of UTF-8. */
  public static Report read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(reader);
    }
  }

  /** The fingerprints of the findings in a file: what a baseline is. */
  public static Set<String> fingerprints(Path file) throws IOException {
    return read(file).findings().stream().map(Finding::fingerprint).collect(Collectors.toSet());
  }

  private static String oneLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
