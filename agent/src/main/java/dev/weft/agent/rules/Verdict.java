package dev.weft.agent.rules;

import dev.weft.agent.report.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say of a finding.
 *
 * @param severity the one that it has by a rule, or else had before
 * @param allowed the reason of the rule that allows it; null if none does
 */
public record Verdict(Severity severity, @Nullable String allowed) {}
