package dev.weft.agent;

import dev.weft.Weaving;

/** What the agent says. */
final class Log {
  private Log() {}

  /**
   * One line on standard error: before the application runs, no logger may be touched, lest its
   * configuration be read too early.
   */
  static void line(String message) {
    System.err.println("[weft] " + message);
  }

  static void leftAlone(Weaving.LeftAlone entry) {
    Weaving.recordLeftAlone(entry);
    if (!entry.method().isEmpty()) {
      return;
    }
    Logging.LOGGER.log(System.Logger.Level.WARNING, "left alone: {0}", entry);
  }

  /** Held apart: initialised at the first message only. */
  private static final class Logging {
    static final System.Logger LOGGER = System.getLogger("dev.weft");
  }
}
