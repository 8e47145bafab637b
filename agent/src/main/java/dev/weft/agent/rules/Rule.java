package dev.weft.agent.rules;

import dev.weft.agent.report.Severity;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One line of a rules file.
 *
 * @param place file and line, as messages begin
 * @param severity the one that it gives; null in a rule that allows
 * @param until the last day on which it holds; null if it holds for ever
 */
record Rule(
    String place,
    @Nullable Severity severity,
    Conditions conditions,
    @Nullable LocalDate until,
    String reason) {

  boolean holdsOn(LocalDate day) {
    return until == null || !day.isAfter(until);
  }
}
