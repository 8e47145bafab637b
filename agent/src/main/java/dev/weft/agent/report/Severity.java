package dev.weft.agent.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How bad a finding is, the worst first. Only {@link #ERROR} fails a test or a build by default.
 */
public enum Severity {
  ERROR,
  WARNING,
  INFO;

  /** The name in reports and rules: {@code error}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The severity of that {@link #text()}, if there is one. */
  public static Optional<Severity> of(String text) {
    return Arrays.stream(values()).filter(severity -> severity.text().equals(text)).findFirst();
  }

  /** Whether this is as bad as {@code other}, or worse. */
  public boolean isAtLeast(Severity other) {
    return compareTo(other) <= 0;
  }
}
