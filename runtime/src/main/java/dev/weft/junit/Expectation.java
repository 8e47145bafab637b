package dev.weft.junit;

import dev.weft.detect.spi.TestFinding;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An annotation that allows or expects blocking calls.
 *
 * @param required whether there must be one
 * @param kinds empty for any
 * @param api the glob as it is written
 */
record Expectation(boolean required, Set<String> kinds, String api, String reason) {

  private static Expectation of(AllowBlocking annotation) {
    return new Expectation(false, Set.of(annotation.kind()), annotation.api(), annotation.reason());
  }

  private static Expectation of(ExpectBlocking annotation) {
    return new Expectation(
        true, Set.of(annotation.kind()), annotation.api(), "the test expects it");
  }

  /** Those of the elements' annotations; what expects comes before what only allows. */
  static List<Expectation> of(List<AnnotatedElement> elements) {
    List<Expectation> found = new ArrayList<>();
    for (AnnotatedElement element : elements) {
      for (ExpectBlocking annotation : element.getAnnotationsByType(ExpectBlocking.class)) {
        found.add(of(annotation));
      }
    }
    for (AnnotatedElement element : elements) {
      for (AllowBlocking annotation : element.getAnnotationsByType(AllowBlocking.class)) {
        found.add(of(annotation));
      }
    }
    return found;
  }

  /** The same, but there need not be one. */
  Expectation allowed() {
    return new Expectation(false, kinds, api, reason);
  }

  boolean matches(TestFinding finding) {
    return (kinds.isEmpty() || kinds.contains(finding.kind()))
        && Pattern.matches("\\Q" + api.replace("*", "\\E.*\\Q") + "\\E", finding.api());
  }

  /** What was expected, as a message has it. */
  String wanted() {
    return (kinds.isEmpty() ? "any kind" : String.join(" or ", kinds.stream().sorted().toList()))
        + ", api "
        + api;
  }
}
