package dev.weft.core;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The activations that run in woven copies on the calling thread, innermost first. The JVM leaves
 * frames of hidden classes out of stack traces: what it shows is the stub that called the copy,
 * which has no line, or nothing, where the trampoline re-entered the copy. Between the activations
 * stand the trampoline's marks ({@link LevelMark}), by which both lists are kept in step.
 */
final class Activations {
  static final Activations NONE = new Activations(List.of(), false);

  private final List<Entry> entries;

  /** Whether nothing but the making of a throwable stands above the innermost of these. */
  private final boolean isOnTop;

  /** Made by {@link ActivationWalk}. */
  Activations(List<Entry> entries, boolean isOnTop) {
    this.entries = entries;
    this.isOnTop = isOnTop;
  }

  /** A frame of a copy, or a mark. */
  record Entry(@Nullable StackFrame frame, boolean hasStub) {
    static final Entry MARKER = new Entry(null, false);

    @Nullable Activation activation() {
      return frame == null ? null : Activation.of(frame);
    }
  }

  /** One activation, as a stack trace shows it. */
  record Activation(MethodRef method, int line) {
    static @Nullable Activation of(StackFrame frame) {
      Copy copy = Copies.find(frame.getDeclaringClass());
      if (copy == null) {
        return null;
      }
      int place = CopyInfo.placeOf(frame.getMethodName());
      return new Activation(copy.method(place), copy.info.line(place, frame.getByteCodeIndex()));
    }

    StackTraceElement element() {
      return method.element(line);
    }
  }

  /** Runs the initialisers. */
  static void prepare() {
    ActivationWalk.prepare().newWalk().atMarker();
    new Entry(null, true).activation();
  }

  /**
   * What the JVM would say of a NullPointerException raised by the innermost of these.
   *
   * @param top the first element of its stack trace
   */
  @Nullable String nullMessage(StackTraceElement top) {
    StackFrame frame = isOnTop ? entries.get(0).frame() : null;
    Copy copy = frame == null ? null : Copies.find(frame.getDeclaringClass());
    if (frame == null || copy == null) {
      return null;
    }
    int place = CopyInfo.placeOf(frame.getMethodName());
    int bytecodeIndex = frame.getByteCodeIndex();
    Activation innermost = new Activation(copy.method(place), copy.info.line(place, bytecodeIndex));
    return innermost.element().equals(top) ? Copies.nullMessage(copy, place, bytecodeIndex) : null;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  Walk newWalk() {
    return new Walk();
  }

  /** One pass along a stack, innermost frame first. */
  final class Walk {
    private int next;

    private Walk() {}

    /**
     * The activation behind the stub of that method, if the next one is.
     *
     * @param method null if the walker knows no methods: then the class must do
     */
    @Nullable Activation behindStub(String className, @Nullable String method) {
      while (next < entries.size() && entries.get(next).hasStub()) {
        Activation activation = entries.get(next).activation();
        if (activation != null && !activation.method().isHidden()) {
          boolean isIt =
              activation.method().owner().getName().equals(className)
                  && (method == null || activation.method().name().equals(method));
          next += isIt ? 1 : 0;
          return isIt ? activation : null;
        }
        next++; // neither it nor its stub is shown
      }
      return null;
    }

    /**
     * To be called at each marker: the activation that was re-entered there, if it is to be shown.
     */
    @Nullable Activation atMarker() {
      Activation found = null;
      while (next < entries.size() && entries.get(next).frame() != null) {
        Entry entry = entries.get(next++);
        found = entry.hasStub() ? null : entry.activation();
      }
      next++;
      return found == null || found.method().isHidden() ? null : found;
    }
  }
}
