package dev.weft.core;

import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/** What spun proxies call beside {@link Hooks}. */
public final class LambdaHooks {
  private LambdaHooks() {}

  /**
   * Announces a call on {@code receiver}, unless it is null: then the call will raise its exception
   * with the link at rest.
   */
  @ForceInline
  @Hidden
  public static void armDirect(@Nullable Object receiver, @Nullable ContinuationCore c, int token) {
    if (c != null && receiver != null) {
      c.link = token;
    }
  }

  /** {@link #armDirect} for a call through a type that is not woven. */
  @ForceInline
  @Hidden
  public static void armThrough(
      @Nullable Object receiver, @Nullable ContinuationCore c, int token) {
    if (receiver != null) {
      Hooks.arm(receiver, c, token);
    }
  }

  /** {@link Hooks#pin} for a root in a hidden class, whose own frame a stack walk leaves out. */
  @DontInline
  @Hidden
  public static void pin(ContinuationCore c) {
    Trampoline.resumeInPlace(c, PinSite.here());
  }
}
