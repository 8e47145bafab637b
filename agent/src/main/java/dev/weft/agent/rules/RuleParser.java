package dev.weft.agent.rules;

import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Severity;
import dev.weft.agent.rules.Conditions.FrameSort;
import dev.weft.agent.rules.Rule.Action;
import dev.weft.agent.weave.Globs;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one line of a rules file: an action, conditions, {@code because} and the reason. */
final class RuleParser {
  private static final Pattern BECAUSE = Pattern.compile("(?:^|\\s)because(?=\\s|$)");
  private static final String SEVERITIES = "error, warning, info";
  private static final String WORDS =
      "kind=, api=, class=, method=, constructor=, initializer=, until=, because";

  private final String place;
  private final Set<String> seen = new HashSet<>();
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
  private final Map<FrameSort, Globs> frames = new EnumMap<>(FrameSort.class);
  private Globs api = Globs.NONE;
  private @Nullable LocalDate until;

  private RuleParser(String place) {
    this.place = place;
  }

  /**
   * @param place file and line
   * @throws IllegalArgumentException with a message of one line that says what is wrong
   */
  static Rule parse(String place, String line) {
    return new RuleParser(place).parse(line);
  }

  private Rule parse(String line) {
    Matcher because = BECAUSE.matcher(line);
    if (!because.find() || line.substring(because.end()).isBlank()) {
      throw new IllegalArgumentException("it has no reason: end it with 'because ...'");
    }
    String reason = line.substring(because.end()).strip();
    String[] words = line.substring(0, because.start()).strip().split("\\s+", -1);
    Action action = action(words[0]);
    Severity severity = action == Action.SEVERITY ? severity(words[0]) : null;
    for (int i = 1; i < words.length; i++) {
      condition(words[i]);
    }
    Conditions conditions = new Conditions(Set.copyOf(kinds), api, Map.copyOf(frames));
    if (conditions.isEmpty()) {
      throw new IllegalArgumentException("it would match everything: give it a condition");
    }
    if (action == Action.BLOCKING && !namesMethods(conditions)) {
      throw new IllegalArgumentException(
          "it calls methods blocking: name them by method=, with one kind= at most");
    }
    return new Rule(place, action, severity, conditions, until, reason);
  }

  private static boolean namesMethods(Conditions conditions) {
    return conditions.frames().keySet().equals(Set.of(FrameSort.METHOD))
        && conditions.api().isEmpty()
        && conditions.kinds().size() <= 1;
  }

  private static Action action(String word) {
    if (word.startsWith("severity=")) {
      return Action.SEVERITY;
    }
    return switch (word) {
      case "allow" -> Action.ALLOW;
      case "blocking" -> Action.BLOCKING;
      default ->
          throw new IllegalArgumentException(
              "it begins with '"
                  + word
                  + "': write allow, blocking or severity=("
                  + SEVERITIES
                  + ")");
    };
  }

  private static Severity severity(String word) {
    String text = word.substring("severity=".length());
    return Severity.of(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown severity '" + text + "'; known are " + SEVERITIES));
  }

  private void condition(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? "" : word.substring(equals + 1);
    switch (name) {
      case "kind", "api", "class", "method", "constructor", "initializer", "until" -> {
        if (value.isEmpty()) {
          throw new IllegalArgumentException("'" + name + "' has no value: write " + name + "=...");
        }
        if (!seen.add(name)) {
          throw new IllegalArgumentException(
              "'" + name + "=' is there twice: separate values by semicolons");
        }
      }
      default ->
          throw new IllegalArgumentException("unknown word '" + word + "'; known are " + WORDS);
    }
    set(name, value);
  }

  private void set(String name, String value) {
    switch (name) {
      case "kind" -> setKinds(value);
      case "api" -> api = Globs.parse(value);
      case "until" -> until = date(value);
      default -> frames.put(FrameSort.valueOf(name.toUpperCase(Locale.ROOT)), Globs.parse(value));
    }
  }

  private void setKinds(String value) {
    for (String text : value.split(";", -1)) {
      kinds.add(
          Kind.of(text)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "unknown kind '" + text + "'; known are " + Kind.names())));
    }
  }

  private static LocalDate date(String value) {
    try {
      return LocalDate.parse(value);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'" + value + "' is not a date: write until=2027-03-31, the last day it holds", e);
    }
  }
}
