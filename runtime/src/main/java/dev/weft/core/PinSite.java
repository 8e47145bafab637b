package dev.weft.core;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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

  /** Called by a yield that is not called by a copy. */
  static PinSite here() {
    return WALKER.walk(
        frames -> {
          List<StackFrame> plain = new ArrayList<>();
          Iterator<StackFrame> next = frames.iterator();
          while (next.hasNext()) {
            StackFrame frame = next.next();
            if (frame instanceof SavedStackFrame) {
              return between(plain, frame);
            }
            if (isOfApplication(frame)) {
              plain.add(frame);
            }
          }
          return between(plain, null);
        });
  }

  /** It looks for what is really on the stack. */
  static boolean isWalker(StackWalker walker) {
    return walker == WALKER;
  }

  private static boolean isOfApplication(StackFrame frame) {
    return !isEngine(frame.getDeclaringClass())
        && !frame.getClassName().startsWith("jdk.internal.reflect.");
  }

  /**
   * @param plain the frames that run as they are, innermost first
   * @param woven the activation of a copy that called the outermost of them; null if there is none
   */
  private static PinSite between(List<StackFrame> plain, @Nullable StackFrame woven) {
    for (StackFrame frame : plain) {
      Reason reason = certainReason(frame);
      if (reason != null) {
        return new PinSite(reason, frame.toStackTraceElement());
      }
    }
    for (StackFrame frame : plain) {
      if (entersMonitor(frame)) {
        return new PinSite(Reason.MONITOR, frame.toStackTraceElement());
      }
    }
    if (woven != null && entersMonitor(woven)) {
      return new PinSite(Reason.MONITOR, woven.toStackTraceElement());
    }
    return plain.isEmpty()
        ? new PinSite(Reason.FOREIGN_FRAME, null)
        : new PinSite(Reason.FOREIGN_FRAME, plain.get(plain.size() - 1).toStackTraceElement());
  }

  /**
   * The API's class on top of the core is the engine's front: a continuation is yielded through it.
   */
  private static boolean isEngine(Class<?> type) {
    return type.getPackageName().equals(CORE) || type.getSuperclass() == ContinuationCore.class;
  }

  /** Null if the frame's method has a woven form: then it is how it was called. */
  private static @Nullable Reason certainReason(StackFrame frame) {
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
    if (info == null) {
      return Reason.FOREIGN_FRAME;
    }
    return isSynchronized(info, frame) ? Reason.MONITOR : null;
  }

  private static boolean isSynchronized(ClassInfo info, StackFrame frame) {
    try {
      int place = info.find(frame.getMethodName(), frame.getDescriptor());
      return place >= 0 && Modifier.isSynchronized(info.access[place]);
    } catch (TypeNotPresentException | LinkageError missing) {
      return false; // a JDK that looks at the types of a descriptor to tell it
    }
  }

  private static boolean entersMonitor(StackFrame frame) {
    ClassInfo info = Registry.find(frame.getDeclaringClass());
    return info != null && info.entersMonitor(frame.getMethodName());
  }
}
