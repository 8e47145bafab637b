package dev.weft.bench;

/** How a program is run: three times the same class files. */
public enum Variant {
  /** In a JVM without the agent. */
  PLAIN,
  /** Woven, on an ordinary thread. */
  WOVEN,
  /** Woven, inside a continuation. */
  FIBER
}
