package dev.weft;

/** Why a continuation could not unmount when it yielded. */
public enum Pinned {
  /**
   * Code that is not woven, of the JDK or of an excluded class, has a frame between the yield and
   * the scope's entry.
   */
  FOREIGN_FRAME,
  /** A native method has a frame there. */
  NATIVE,
  /** A synchronized method or block is being executed there. */
  MONITOR,
  /** A constructor has a frame there. */
  CONSTRUCTOR,
  /** A class initialiser has a frame there. */
  CLASS_INITIALIZER
}
