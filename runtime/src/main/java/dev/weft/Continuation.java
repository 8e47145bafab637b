package dev.weft;

import dev.weft.core.ContinuationCore;
import dev.weft.core.PinSite;
import java.util.Objects;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * A one-shot resumable computation, with the names and meaning of the JDK's internal class. It
 * needs the agent: the code that it runs must be woven.
 *
 * <p>A continuation may be run by different threads, one after the other.
 */
public class Continuation extends ContinuationCore {
  private final ContinuationScope scope;
  private final Runnable target;

  /**
   * @throws IllegalStateException if the JVM runs without the agent
   */
  public Continuation(ContinuationScope scope, Runnable target) {
    AgentRequired.check();
    this.scope = Objects.requireNonNull(scope, "scope");
    this.target = Objects.requireNonNull(target, "target");
  }

  /**
   * Runs the target until it yields to this continuation's scope or ends, and rethrows what it
   * throws.
   *
   * @throws IllegalStateException if it has ended or is mounted
   */
  @Hidden
  public final void run() {
    runCore(null, null);
  }

  /** {@link #run} as copies call it. */
  @Hidden
  static void runWoven(Continuation self, ContinuationCore c) {
    self.runCore(c, null);
  }

  /** Resumes by throwing {@code injected} at the suspend point. */
  @Hidden
  final void runThrowing(Throwable injected) {
    runCore(null, injected);
  }

  /** {@link #runThrowing} as copies call it. */
  @Hidden
  static void runThrowingWoven(Continuation self, Throwable injected, ContinuationCore c) {
    self.runCore(c, injected);
  }

  public final boolean isDone() {
    return isEnded();
  }

  /** Whether it has started and yielded. */
  final boolean isParked() {
    return isSuspended();
  }

  /**
   * Suspends the innermost mounted continuation of {@code scope} and every continuation running in
   * it.
   *
   * @return true once resumed; false if the continuation is pinned and its {@link #onPinned}
   *     returned
   * @throws IllegalStateException if no continuation of that scope is mounted
   * @throws PinnedException if it is pinned, unless onPinned is overridden
   */
  @Hidden
  public static boolean yield(ContinuationScope scope) {
    return yieldTo(scope, null);
  }

  /** {@link #yield} as copies call it. */
  @Hidden
  static boolean yieldWoven(ContinuationScope scope, ContinuationCore c) {
    return yieldTo(scope, c);
  }

  /** The innermost mounted continuation of {@code scope}, or null. */
  public static @Nullable Continuation current(ContinuationScope scope) {
    ContinuationCore c = currentCore();
    while (c != null) {
      Continuation continuation = (Continuation) c;
      if (continuation.scope == scope) {
        return continuation;
      }
      c = continuation.enclosing();
    }
    return null;
  }

  /**
   * Called in {@link #yield} on the mounting thread when this continuation cannot unmount. If it
   * returns, yield returns false and the code goes on; what it throws, yield throws. By default it
   * throws {@link PinnedException}.
   */
  @Hidden
  protected void onPinned(Pinned reason) {
    throw new PinnedException(reason, null);
  }

  /** The same with the frame that is to blame, if it was found; a fiber reports it. */
  @Hidden
  void onPinned(Pinned reason, @Nullable StackTraceElement culprit) {
    onPinned(reason);
  }

  /**
   * The saved frames of a suspended continuation, innermost first, with line numbers; empty in any
   * other state.
   */
  public final StackTraceElement[] getStackTrace() {
    return savedTrace();
  }

  @Override
  protected final Runnable target() {
    return target;
  }

  @Override
  protected final Object scopeKey() {
    return scope;
  }

  @Override
  @Hidden
  protected final void pinned(PinSite site) {
    Pinned reason = Pinned.valueOf(site.reason().name());
    try {
      onPinned(reason, site.culprit());
    } catch (PinnedException e) {
      throw e.culprit() == null ? new PinnedException(e.reason(), site.culprit()) : e;
    }
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + scope + "]";
  }
}
