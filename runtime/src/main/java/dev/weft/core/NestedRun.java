package dev.weft.core;

import jdk.internal.vm.annotation.Hidden;

/**
 * The saved call of {@code inner.run()} in the continuation around it, suspended because inner
 * yielded to a scope further out.
 */
final class NestedRun extends Frame {
  private final ContinuationCore inner;

  NestedRun(ContinuationCore inner) {
    this.inner = inner;
  }

  @Override
  @Hidden
  void resume(ContinuationCore outer) {
    outer.link = ContinuationCore.AT_REST;
    inner.prim = outer.prim;
    inner.exception = outer.exception;
    outer.exception = null;
    inner.proceed(ThreadSlot.ofCurrentThread(), outer, true);
  }

  @Override
  void describe(SavedFrames into) {
    inner.describe(into);
  }
}
