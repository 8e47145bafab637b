package dev.weft.agent.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReportTest {
  @Test
  void readsWhatItWrites() throws IOException {
    Report report = Findings.report(Findings.sleep(), Findings.read());
    assertEquals(report, read(write(report)));
  }

  @Test
  void hasTheNamesThatProgramsReadItBy() throws IOException {
    String json = write(Findings.report(Findings.sleep())).replaceAll("\\s", "");
    for (String part :
        List.of(
            "{\"tool\":\"weft1.2.3\",\"live\":true,",
            "\"contexts\":123456,\"findings\":[{\"fingerprint\":\"",
            "\"kind\":\"sleep\",\"severity\":\"error\",\"api\":\"java.lang.Thread.sleep\",",
            "\"frame\":{\"class\":\"com.acme.Shop\",\"method\":\"lambda$total$3\","
                + "\"file\":\"Shop.java\",\"line\":42},",
            "\"count\":3,\"totalNanos\":30500000,\"maxNanos\":20000000,\"threads\":[\"loop-1\",",
            "\"tests\":[\"com.acme.ShopTest.total()\"]",
            "\"stack\":[{\"class\":\"java.lang.Thread\",\"method\":\"sleep\",\"line\":-2},",
            "\"asyncStack\":[{\"class\":\"com.acme.Server\"")) {
      assertTrue(json.contains(part), part + " in " + json);
    }
  }

  @Test
  void skipsNamesThatItDoesNotKnow() throws IOException {
    Report report =
        read("{\"tool\":\"later\",\"new\":{\"a\":[1]},\"live\":true,\"findings\":[],\"z\":null}");
    assertEquals(new Report("later", true, 0, 0, 0, List.of(), List.of(), List.of()), report);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                     | it is JSON, but has no "tool" and "findings"
          <testsuite/>                           | Use JsonReader.setStrictness
          {"tool":"a","findings":[{}]}           | a finding lacks "fingerprint"
          {"tool":"a","findings":[{"kind":"x"}]} | unknown kind 'x' at $.findings[0].kind; known are
          {"tool":"a","findings":{}}             | Expected BEGIN_ARRAY but was BEGIN_OBJECT
          {"tool":"a",                           | End of input
          """)
  void saysInOneLineWhatIsWrong(String json, String message) {
    String said = assertThrows(ReportFormatException.class, () -> read(json)).getMessage();
    assertTrue(said.contains(message), said);
    assertEquals(-1, said.indexOf('\n'));
  }

  private static String write(Report report) throws IOException {
    StringWriter json = new StringWriter();
    JsonReport.write(report, json);
    return json.toString();
  }

  private static Report read(String json) throws IOException {
    return JsonReport.read(new StringReader(json));
  }
}
