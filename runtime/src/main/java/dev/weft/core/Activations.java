package dev.weft.core;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The activations that run in woven copies on the calling thread, among the frames that stand
 * between them. The JVM leaves frames of hidden classes out of stack traces; all others stand in
 * both, in the same order, by which the activations are put where they belong.
 */
final class Activations {
  static final Activations NONE = new Activations(List.of(), false);

  /** All frames, innermost first, down to where the outermost continuation begins. */
  private final List<StackFrame> frames;

  /** Whether nothing but the making of a throwable stands above the innermost activation. */
  private final boolean isOnTop;

  /** Made by {@link ActivationWalk}. */
  Activations(List<StackFrame> frames, boolean isOnTop) {
    this.frames = frames;
    this.isOnTop = isOnTop;
  }

  /** One activation, as a stack trace shows it. */
  record Activation(MethodRef method, int line) {
    static @Nullable Activation of(StackFrame frame) {
      Copy copy = Copies.find(frame.getDeclaringClass());
      int place = copy == null ? -1 : CopyInfo.placeOf(frame.getMethodName());
      return copy == null || place < 0
          ? null
          : new Activation(copy.method(place), copy.info.line(place, frame.getByteCodeIndex()));
    }

    StackTraceElement element() {
      return method.element(line);
    }
  }

  /** Runs the initialisers. */
  static void prepare() {
    Walk walk = ActivationWalk.prepare().newWalk();
    walk.before("", null, activation -> {});
    walk.rest(activation -> {});
  }

  /**
   * What the JVM would say of a NullPointerException raised by the innermost of these.
   *
   * @param top the first element of its stack trace
   */
  @Nullable String nullMessage(StackTraceElement top) {
    if (!isOnTop) {
      return null;
    }
    for (StackFrame frame : frames) {
      Copy copy = Copies.find(frame.getDeclaringClass());
      int place = copy == null ? -1 : CopyInfo.placeOf(frame.getMethodName());
      if (copy != null && place >= 0) {
        int index = frame.getByteCodeIndex();
        Activation innermost = new Activation(copy.method(place), copy.info.line(place, index));
        return innermost.element().equals(top) ? Copies.nullMessage(copy, place, index) : null;
      }
    }
    return null;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  Walk newWalk() {
    return new Walk();
  }

  /** One pass along a stack, innermost frame first. */
  final class Walk {
    private int next;

    private Walk() {}

    /**
     * Takes the activations above a frame that the JVM shows. If these frames do not reach down to
     * it, those are all that are left.
     *
     * @param method null if the walker knows no methods: then the class must do
     */
    void before(String className, @Nullable String method, Consumer<Activation> activations) {
      int at = next;
      while (at < frames.size() && !isIt(frames.get(at), className, method)) {
        at++;
      }
      takeUpTo(at, activations);
      next = Math.min(at + 1, frames.size());
    }

    void rest(Consumer<Activation> activations) {
      takeUpTo(frames.size(), activations);
    }

    private void takeUpTo(int end, Consumer<Activation> activations) {
      while (next < end) {
        Activation activation = Activation.of(frames.get(next++));
        if (activation != null && !activation.method().isHidden()) {
          activations.accept(activation);
        }
      }
    }

    private static boolean isIt(StackFrame frame, String className, @Nullable String method) {
      return frame.getClassName().equals(className)
          && (method == null || frame.getMethodName().equals(method));
    }
  }
}
