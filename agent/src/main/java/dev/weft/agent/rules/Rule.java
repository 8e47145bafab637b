package dev.weft.agent.rules;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Severity;
import dev.weft.agent.rules.Conditions.FrameSort;
import dev.weft.agent.weave.Globs;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One line of a rules file.
 *
 * @param place file and line, as messages begin
 * @param action what it does
 * @param severity the one that it gives; null if it does something else
 * @param until the last day on which it holds; null if it holds for ever
 */
record Rule(
    String place,
    Action action,
    @Nullable Severity severity,
    Conditions conditions,
    @Nullable LocalDate until,
    String reason) {

  /** What a rule does. */
  enum Action {
    /** Findings that match fail nothing. */
    ALLOW,
    /** Findings that match have another severity. */
    SEVERITY,
    /** Methods that match block. */
    BLOCKING
  }

  /** Whether it decides on the finding. */
  boolean judges(Finding finding) {
    return action != Action.BLOCKING && conditions.match(finding);
  }

  /** Whether it says of some method of the class that it blocks. */
  boolean mayDeclare(String className) {
    return action == Action.BLOCKING && methods().mayMatchMemberOf(className);
  }

  /** The kind of blocking call that a method is by this rule; null if it is none. */
  @Nullable Kind blocking(String className, String method) {
    return action == Action.BLOCKING && methods().matches(className + "." + method)
        ? conditions.kinds().stream().findFirst().orElse(Kind.AWAIT)
        : null;
  }

  private Globs methods() {
    return conditions.frames().getOrDefault(FrameSort.METHOD, Globs.NONE);
  }

  boolean holdsOn(LocalDate day) {
    return until == null || !day.isAfter(until);
  }
}
