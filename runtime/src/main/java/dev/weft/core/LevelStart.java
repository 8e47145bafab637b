package dev.weft.core;

import jdk.internal.vm.annotation.Hidden;

/**
 * Where a level of the {@link Trampoline} begins that was started and not resumed. A class of its
 * own for the reason that {@link LevelMark} is one.
 */
final class LevelStart {
  private LevelStart() {}

  @Hidden
  static void call(ContinuationCore c) {
    c.target().run();
  }
}
