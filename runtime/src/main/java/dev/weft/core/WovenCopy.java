package dev.weft.core;

/**
 * The superclass of every woven copy, by which its frames are told on a stack. Has no instances.
 */
public abstract class WovenCopy {
  private WovenCopy() {}
}
