package dev.weft;

import dev.weft.core.Agent;

/** The one error that use without the agent gives. */
final class AgentRequired {
  private AgentRequired() {}

  static void check() {
    if (!Agent.isInstalled()) {
      throw new IllegalStateException(
          "the Weft agent is not installed in this JVM: start it with -javaagent:weft-agent.jar (the complete path of the jar)");
    }
  }
}
