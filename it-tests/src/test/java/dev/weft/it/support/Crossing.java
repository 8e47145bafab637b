package dev.weft.it.support;

import dev.weft.Pinned;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a suspension at one suspend point must lead to, as read off the stack of the plain Java
 * call.
 *
 * @param reasons why it may pin; empty: it must suspend
 * @param optional whether it may also suspend
 */
public record Crossing(Set<Pinned> reasons, boolean optional) {
  static final Crossing FREE = new Crossing(EnumSet.noneOf(Pinned.class), true);

  /**
   * @param pinned why it pinned, or null if it suspended
   */
  boolean allows(Pinned pinned) {
    return pinned == null ? reasons.isEmpty() || optional : reasons.contains(pinned);
  }

  @Override
  public String toString() {
    return reasons.isEmpty() ? "suspend" : (optional ? "suspend or pin " : "pin ") + reasons;
  }
}
