package dev.weft.agent.detect;

import dev.weft.agent.report.Kind;
import dev.weft.detect.Hooks;
import java.util.List;

/** Numbers of hooks of methods that rules call blocking, and of JDBC drivers: one for each kind. */
final class DeclaredByRule {
  private static final List<Kind> KINDS = List.of(Kind.values());

  private DeclaredByRule() {}

  static int hook(Kind kind) {
    return Hooks.DECLARED_BY_RULE + KINDS.indexOf(kind);
  }

  static boolean has(int hook) {
    return hook >= Hooks.DECLARED_BY_RULE;
  }

  static Kind kind(int hook) {
    return KINDS.get(hook - Hooks.DECLARED_BY_RULE);
  }
}
