package dev.weft.bench;

/** How a program is run: each time the same class files. */
public enum Variant {
  /** In a JVM without the agent. */
  PLAIN,
  /** Woven, on an ordinary thread of a JVM without continuations. */
  WOVEN,
  /** Woven, on an ordinary thread that has run a continuation before. */
  AFTERWARDS,
  /** Woven, inside a continuation. */
  FIBER
}
