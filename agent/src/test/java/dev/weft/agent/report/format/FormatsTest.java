package dev.weft.agent.report.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Findings;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.JsonReport;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Report;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class FormatsTest {
  @TempDir private Path dir;

  private String write(String name, Report report) throws IOException {
    Path file = dir.resolve("made/for/it").resolve(name);
    ReportFiles.write(report, file);
    return Files.readString(file);
  }

  @Test
  void theEndingChoosesTheFormat() throws IOException {
    Report report = Findings.report(Findings.sleep(), Findings.read());
    write("r.json", report);
    assertEquals(report, JsonReport.read(dir.resolve("made/for/it/r.json")));
    assertTrue(write("r.sarif", report).contains("\"version\":\"2.1.0\""));
    assertTrue(write("r.xml", report).contains("<testsuites>"));
    assertTrue(write("r.html", report).startsWith("<!DOCTYPE html>"));
    write("r.json", Findings.report());
    try (var files = Files.list(dir.resolve("made/for/it"))) {
      assertEquals(4, files.count());
    }
  }

  @Test
  void anotherEndingIsToldBeforeAnythingIsWritten() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> ReportFiles.parse("a.json;b.txt"))
            .getMessage();
    assertEquals(
        "the report 'b.txt' has an unknown ending: give it .json, .sarif, .xml (JUnit) or .html",
        message);
  }

  @Test
  void severalFilesAndTheProcessInTheirNames() {
    assertEquals(
        List.of(Path.of("a.json"), Path.of("b-" + ProcessHandle.current().pid() + ".sarif")),
        ReportFiles.parse("a.json; b-%p.sarif;"));
  }

  @Test
  void aCaseForEachFindingAndTwoForTheDetector() throws Exception {
    Document xml = parse(write("r.xml", Findings.report(Findings.sleep(), Findings.read())));
    Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
    assertEquals("4", suite.getAttribute("tests"));
    assertEquals("1", suite.getAttribute("failures"));
    assertEquals("1", suite.getAttribute("skipped"));
    assertEquals("0", suite.getAttribute("errors"));
    assertEquals(4, xml.getElementsByTagName("testcase").getLength());
    Element finding = (Element) xml.getElementsByTagName("testcase").item(2);
    assertEquals("com.acme.Shop", finding.getAttribute("classname"));
    assertEquals(
        "sleep: java.lang.Thread.sleep in total #" + Findings.sleep().fingerprint(),
        finding.getAttribute("name"));
    Element failure = (Element) finding.getElementsByTagName("failure").item(0);
    assertTrue(failure.getTextContent().contains("at com.acme.Shop.lambda$total$3(Shop.java:42)"));
    assertTrue(failure.getTextContent().contains("owner: worker-1 <&>\"'"));
  }

  @Test
  void aDeadDetectorIsAnErrorInJUnitXml() throws Exception {
    Report dead = new Report("weft", false, 0, 41, 0, List.of(), List.of(), List.of());
    Document xml = parse(write("r.xml", dead));
    assertEquals(2, xml.getElementsByTagName("error").getLength());
  }

  @Test
  void xmlHasNoCharactersThatXmlForbids() throws Exception {
    Finding odd =
        Findings.sleepBuilder().details(Map.of("path", "a\u0000\uFFFF\uD800b\uD83D\uDE00")).build();
    String xml = write("r.xml", Findings.report(odd));
    assertTrue(parse(xml).getDocumentElement().getTextContent().contains("b\uD83D\uDE00"));
  }

  @Test
  void htmlEscapesAndNeedsNothingElse() throws IOException {
    Finding odd =
        Findings.sleepBuilder()
            .details(Map.of("path", "<script>alert(1)</script>"))
            .frame(new FrameInfo("com.acme.A", "<init>", null, 0))
            .build();
    String html = write("r.html", Findings.report(odd, Findings.read()));
    assertFalse(html.contains("<script>alert"));
    assertFalse(html.contains("<!--"));
    assertFalse(html.matches("(?s).*(src|href)=.*"));
    assertTrue(html.contains("&lt;script&gt;alert(1)"));
    assertTrue(html.contains("com.<wbr>acme.<wbr>A.<wbr>&lt;init&gt;(Unknown Source)"));
  }

  @Test
  void htmlSaysThatADetectorWasDead() throws IOException {
    Report dead = new Report("weft", false, 0, 41, 0, List.of(), List.of(), List.of());
    assertTrue(write("r.html", dead).contains("The detector was not live"));
  }

  @Test
  void annotationsHaveAPlaceAndEndAfterTen() {
    Finding percent =
        Findings.sleepBuilder().frame(new FrameInfo("A", "b", "a,b:c.java", 7)).build();
    String one = annotations(List.of(percent));
    assertTrue(
        one.startsWith("::error file=a%2Cb%3Ac.java,line=7,title=Blocking call (sleep)::"), one);
    assertTrue(one.contains("%0AIn com.acme.ShopTest.total()"), one);
    String many = annotations(Collections.nCopies(14, Finding.builder(Kind.DNS, "x").build()));
    assertEquals(11, many.lines().count());
    assertTrue(many.endsWith("::notice title=Weft::4 more findings: see the report\n"), many);
  }

  private static String annotations(List<Finding> findings) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    GithubAnnotations.print(findings, Sources.NONE, new PrintStream(bytes, true));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
