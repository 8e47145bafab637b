package dev.weft.agent.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Findings;
import dev.weft.agent.report.FrameInfo;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 5, 1);
  private static final Names NAMES = new ClassFileNames(List.of());

  private static Rules rules(String... lines) {
    return Rules.parse("rules.txt", List.of(lines), TODAY);
  }

  @Test
  void methodsAreCalledBlocking() {
    Rules rules =
        rules(
            "blocking method=com.acme.Shop.total;*.Dao.find* kind=net because it asks a server",
            "blocking method=com.acme.Till.open because it waits for the customer",
            "blocking method=com.acme.Other.no because of nothing");
    assertEquals(List.of(), rules.problems());
    assertTrue(rules.mayDeclare("com.acme.Shop") && rules.mayDeclare("org.Any"));
    assertEquals(Kind.NET, rules.blocking("com.acme.Shop", "total"));
    assertEquals(Kind.NET, rules.blocking("com.acme.Dao", "findAll"));
    assertEquals(Kind.AWAIT, rules.blocking("com.acme.Till", "open"));
    assertNull(rules.blocking("com.acme.Till", "close"));
    assertEquals(new Verdict(Severity.ERROR, null), rules.decide(Findings.sleep()));
    List<String> unmatched = rules.unmatched(NAMES);
    assertEquals(1, unmatched.stream().filter(line -> line.startsWith("rules.txt:3:")).count());
    assertTrue(!rules("blocking method=com.acme.Till.open because x").mayDeclare("com.acme.Tills"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class=com.acme.Shop",
        "kind=net",
        "method=a.B.c kind=net;dns",
        "method=a.B.c api=a.B.c"
      })
  void onlyMethodsAreCalledBlocking(String conditions) {
    List<String> problems = rules("blocking " + conditions + " because x").problems();
    assertEquals(
        List.of(
            "rules.txt:1: it calls methods blocking: name them by method=, with one kind= at most"),
        problems);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind=sleep",
        "kind=dns;sleep",
        "api=java.lang.Thread.*",
        "class=com.acme.Shop",
        "class=*.Nothing;*.ShopHandler",
        "method=com.acme.Shop.total",
        "method=com.acme.*.channelRead",
        "method=*.accept",
        "kind=sleep   api=java.*  class=com.acme.* method=*.total",
      })
  void allowsWhatFitsAllConditions(String conditions) {
    Rules rules = rules("allow " + conditions + " because it is so");
    assertEquals(List.of(), rules.problems());
    assertEquals(new Verdict(Severity.ERROR, "it is so"), rules.decide(Findings.sleep()));
    assertEquals("it is so", rules.apply(Findings.sleep()).allowed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind=dns",
        "api=java.lang.Thread",
        "class=com.acme",
        "class=com.acme.Shop.total",
        "method=com.acme.Shop",
        "constructor=*",
        "initializer=*",
        "kind=sleep class=com.acme.Nothing",
      })
  void leavesWhatDoesNotFit(String conditions) {
    Rules rules = rules("allow " + conditions + " because it is so");
    assertEquals(List.of(), rules.problems());
    assertNull(rules.decide(Findings.sleep()).allowed());
  }

  @Test
  void tellsConstructorsFromInitializers() {
    Finding inConstructor = in("<init>");
    Finding inInitializer = in("<clinit>");
    Rules constructors = rules("allow constructor=com.acme.Pool because x");
    Rules initializers = rules("allow initializer=com.acme.Pool because x");
    assertEquals("x", constructors.decide(inConstructor).allowed());
    assertNull(constructors.decide(inInitializer).allowed());
    assertEquals("x", initializers.decide(inInitializer).allowed());
    assertNull(initializers.decide(inConstructor).allowed());
    assertEquals("x", constructors.decide(in("lambda$new$0")).allowed());
  }

  private static Finding in(String method) {
    FrameInfo frame = new FrameInfo("com.acme.Pool", method, null, 0);
    return Findings.sleepBuilder().frame(frame).stack(List.of(Findings.SLEEP, frame)).build();
  }

  @Test
  void theFirstThatMatchesDecides() {
    Rules rules =
        rules(
            "severity=info class=com.acme.* because a",
            "allow kind=sleep because b",
            "severity=warning kind=file-data because c");
    assertEquals(new Verdict(Severity.INFO, null), rules.decide(Findings.sleep()));
    assertEquals(new Verdict(Severity.WARNING, "small <file>"), rules.decide(Findings.read()));
    assertEquals(List.of(), rules.unmatched(NAMES));
  }

  @Test
  void withoutARuleTheFindingIsAsItWas() {
    assertEquals(Findings.sleep(), Rules.NONE.apply(Findings.sleep()));
    assertEquals(Findings.read(), Rules.NONE.apply(Findings.read()));
  }

  @Test
  void aRuleHoldsToItsLastDay() {
    assertEquals(
        "x",
        rules("allow kind=sleep until=2026-05-01 because x").decide(Findings.sleep()).allowed());
    Rules ended = rules("", "# comment", "allow kind=sleep until=2026-04-30 because x");
    assertNull(ended.decide(Findings.sleep()).allowed());
    assertEquals(
        List.of("rules.txt:3: the rule ended on 2026-04-30: renew or remove it"), ended.problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          allow kind=sleep                   | it has no reason: end it with 'because ...'
          allow kind=sleep because           | it has no reason: end it with 'because ...'
          allow because x                    | it would match everything: give it a condition
          alow kind=sleep because x          | it begins with 'alow': write allow, blocking or severity=(error, warning, info)
          because x                          | it begins with '': write allow, blocking or severity=(error, warning, info)
          severity=bad kind=dns because x    | unknown severity 'bad'; known are error, warning, info
          allow kind=slep because x          | unknown kind 'slep'; known are sleep, await, lock,
          allow clas=a because x             | unknown word 'clas=a'; known are kind=, api=, class=,
          allow class= because x             | 'class' has no value: write class=...
          allow class because x              | 'class' has no value: write class=...
          allow class=a class=b because x    | 'class=' is there twice: separate values by semicolons
          allow class=a/b because x          | 'a/b' is not a glob over class names: '/' at 1
          allow class=a until=soon because x | 'soon' is not a date: write until=2027-03-31
          """)
  void saysInOneLineWhatIsWrongAndWhere(String line, String message) {
    Rules rules = rules("# first", line);
    assertEquals(1, rules.problems().size());
    String said = rules.problems().get(0);
    assertTrue(said.startsWith("rules.txt:2: " + message), said);
    assertEquals(-1, said.indexOf('\n'));
    assertNull(rules.decide(Findings.sleep()).allowed());
  }

  @Test
  void reportsRulesThatMatchedNothingAndNamesThatDoNotExist() {
    Rules rules =
        rules(
            "allow kind=sleep because a",
            "allow kind=dns because b",
            "allow class=java.util.Lst because c",
            "allow method=java.util.List.siez;java.util.List.size because d",
            "allow method=java.util.Lst.size because e",
            "allow constructor=java.util.ArrayList because f",
            "allow api=java.lang.Thread.slep because g");
    rules.decide(Findings.sleep());
    assertEquals(
        List.of(
            "rules.txt:2: the rule matched nothing (b)",
            "rules.txt:3: there is no class java.util.Lst",
            "rules.txt:4: there is no method java.util.List.siez",
            "rules.txt:5: there is no class java.util.Lst (of method java.util.Lst.size)",
            "rules.txt:6: the rule matched nothing (f)",
            "rules.txt:7: there is no method java.lang.Thread.slep"),
        rules.unmatched(NAMES));
  }

  @Test
  void readsAFile(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("weft.rules"), "allow kind=sleep because ä\nx\n");
    Rules rules = Rules.parse(file);
    assertEquals("ä", rules.decide(Findings.sleep()).allowed());
    assertTrue(rules.problems().get(0).startsWith("weft.rules:2: "), rules.problems().get(0));
  }
}
