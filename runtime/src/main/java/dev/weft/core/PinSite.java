package dev.weft.core;

import org.jspecify.annotations.Nullable;

/**
 * Where a continuation is pinned: the frame that cannot be unwound. Found by walking the stack when
 * it is asked for.
 */
public final class PinSite {
  private static final StackWalker WALKER =
      StackWalker.getInstance(
          java.util.Set.of(
              StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_REFLECT_FRAMES));

  private static final String CORE = PinSite.class.getPackageName();

  /** Why a frame cannot be unwound; the names are those of the API's enum. */
  public enum Reason {
    FOREIGN_FRAME,
    NATIVE,
    MONITOR,
    CONSTRUCTOR,
    CLASS_INITIALIZER
  }

  private final Reason reason;
  private final @Nullable StackTraceElement culprit;

  private PinSite(Reason reason, @Nullable StackTraceElement culprit) {
    this.reason = reason;
    this.culprit = culprit;
  }

  public Reason reason() {
    return reason;
  }

  public @Nullable StackTraceElement culprit() {
    return culprit;
  }

  /** Called from the engine for a foreign frame: it is the first below the engine's own. */
  static PinSite here() {
    return below(0);
  }

  /** Called from a hook in a woven root: the frame that called the root is the one. */
  static PinSite belowRoot() {
    return below(1);
  }

  /** It looks for what is really on the stack. */
  static boolean isWalker(StackWalker walker) {
    return walker == WALKER;
  }

  private static PinSite below(int woven) {
    return WALKER.walk(
        frames ->
            frames
                .filter(f -> !isEngine(f.getDeclaringClass()))
                .skip(woven)
                .filter(f -> !f.getClassName().startsWith("jdk.internal.reflect."))
                .findFirst()
                .map(f -> new PinSite(reasonOf(f), f.toStackTraceElement()))
                .orElseGet(() -> new PinSite(Reason.FOREIGN_FRAME, null)));
  }

  /**
   * The API's class on top of the core is the engine's front: a continuation is yielded through it.
   */
  private static boolean isEngine(Class<?> type) {
    return type.getPackageName().equals(CORE) || type.getSuperclass() == ContinuationCore.class;
  }

  private static Reason reasonOf(StackWalker.StackFrame frame) {
    String method = frame.getMethodName();
    if (method.equals("<init>")) {
      return Reason.CONSTRUCTOR;
    }
    if (method.equals("<clinit>")) {
      return Reason.CLASS_INITIALIZER;
    }
    if (frame.isNativeMethod()) {
      return Reason.NATIVE;
    }
    ClassInfo info = Registry.find(frame.getDeclaringClass());
    return info != null && info.entersMonitor(method) ? Reason.MONITOR : Reason.FOREIGN_FRAME;
  }
}
