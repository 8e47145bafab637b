package dev.weft.agent.report;

import static dev.weft.agent.report.Severity.ERROR;
import static dev.weft.agent.report.Severity.INFO;
import static dev.weft.agent.report.Severity.WARNING;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a thread did while it blocked. */
public enum Kind {
  SLEEP(ERROR),
  AWAIT(ERROR),
  LOCK(ERROR),
  MONITOR(ERROR),
  DNS(ERROR),
  CONNECT(ERROR),
  NET(ERROR),
  FILE_DATA(WARNING),
  FILE_META(WARNING),
  SYNC(ERROR),
  PROCESS(ERROR),
  JDBC(ERROR),
  CLASSLOAD(INFO),
  RANDOM(INFO),
  SPIN(INFO),
  CPU(ERROR);

  private final Severity severity;
  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  Kind(Severity severity) {
    this.severity = severity;
  }

  /** The name in reports and rules: {@code file-data}. */
  public String text() {
    return text;
  }

  /** The kind of that {@link #text()}, if there is one. */
  public static Optional<Kind> of(String text) {
    for (Kind kind : values()) {
      if (kind.text.equals(text)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** All names, as a message lists them. */
  public static String names() {
    return List.of(values()).stream().map(Kind::text).collect(Collectors.joining(", "));
  }

  /** The severity unless the finding or a rule says otherwise. */
  public Severity severity() {
    return severity;
  }
}
