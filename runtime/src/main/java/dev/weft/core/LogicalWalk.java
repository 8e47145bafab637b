package dev.weft.core;

import java.util.List;
import java.util.stream.Stream;

/**
 * Shows saved callers to a StackWalker, where {@link LogicalTrace} puts them in a stack trace. The
 * JDK's walker is rewritten to pass its stream of frames, and the caller that it finds, through
 * this class.
 *
 * <p>A frame of {@link LevelMark}, or of the trampoline itself, is a mark; it is told by its class,
 * since a walker may know no method names.
 */
public final class LogicalWalk {
  private static final String TRAMPOLINE = Trampoline.class.getName();
  private static final String MARK = LevelMark.class.getName();
  private static final StackWalker WITH_CLASSES =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private LogicalWalk() {}

  /** Runs all the initialisers, before the JDK's walker is rewritten. */
  static void prepare() {
    new Segments(SavedFrames.ofNothing(), Activations.NONE, false)
        .expand(Stream.empty())
        .forEach(frame -> {});
  }

  /**
   * @param physical the frames that the JVM finds
   * @param walker the walker that shows them
   * @param retainsClasses whether it may hand out classes
   */
  public static Stream<StackWalker.StackFrame> frames(
      Stream<StackWalker.StackFrame> physical, StackWalker walker, boolean retainsClasses) {
    ContinuationCore c = ThreadSlot.currentContinuation();
    if (c == null || ActivationWalk.isWalker(walker)) {
      return physical;
    }
    Activations activations = ActivationWalk.of(c);
    if (PinSite.isWalker(walker)) {
      Activations.Walk walk = activations.newWalk();
      return physical.map(frame -> running(frame, walk));
    }
    return new Segments(SavedFrames.ofMounted(c), activations, retainsClasses).expand(physical);
  }

  /**
   * @param found the class that the JVM finds to be the caller of who asked for it
   */
  public static Class<?> caller(Class<?> found) {
    if (ThreadSlot.currentContinuation() == null) {
      return found;
    }
    return WITH_CLASSES.walk(
        frames ->
            frames
                .map(StackWalker.StackFrame::getDeclaringClass)
                .dropWhile(type -> type == LogicalWalk.class || type == StackWalker.class)
                .skip(1)
                .<Class<?>>map(type -> type)
                .findFirst()
                .orElse(found));
  }

  /** The frame of the activation in a copy, if {@code frame} is a stub's. */
  private static StackWalker.StackFrame behindStub(
      StackWalker.StackFrame frame, Activations.Walk walk, boolean retainsClasses) {
    String method;
    try {
      method = frame.getMethodName();
      if (frame.isNativeMethod() || frame.getLineNumber() >= 0) {
        return frame;
      }
    } catch (UnsupportedOperationException e) { // the walker knows classes only
      method = null;
    }
    Activations.Activation inCopy = walk.behindStub(frame.getClassName(), method);
    return inCopy == null || method == null
        ? frame
        : new SavedStackFrame(inCopy.method(), inCopy.line(), retainsClasses);
  }

  /** The activation that runs: behind a stub, or re-entered by the trampoline. */
  private static StackWalker.StackFrame running(
      StackWalker.StackFrame frame, Activations.Walk walk) {
    if (!isMarker(frame)) {
      return behindStub(frame, walk, true);
    }
    Activations.Activation reentered = walk.atMarker();
    return reentered == null
        ? frame
        : new SavedStackFrame(reentered.method(), reentered.line(), true);
  }

  private static boolean isMarker(StackWalker.StackFrame frame) {
    return frame.getClassName().equals(TRAMPOLINE) || frame.getClassName().equals(MARK);
  }

  /** Expands the markers of one walk, in the order in which they come. */
  private static final class Segments {
    private final SavedFrames saved;
    private final Activations.Walk walk;
    private final boolean retainsClasses;
    private int next;

    Segments(SavedFrames saved, Activations activations, boolean retainsClasses) {
      this.saved = saved;
      this.walk = activations.newWalk();
      this.retainsClasses = retainsClasses;
    }

    /**
     * Once there is no segment left, a marker is where an isolated continuation was mounted: the
     * end.
     */
    Stream<StackWalker.StackFrame> expand(Stream<StackWalker.StackFrame> physical) {
      return physical
          .takeWhile(frame -> !isMarker(frame) || next < saved.segments())
          .flatMap(
              frame ->
                  isMarker(frame)
                      ? nextSegment()
                      : Stream.of(behindStub(frame, walk, retainsClasses)));
    }

    private Stream<StackWalker.StackFrame> nextSegment() {
      List<StackWalker.StackFrame> frames = saved.frames(next++, retainsClasses);
      Activations.Activation reentered = walk.atMarker();
      return reentered == null
          ? frames.stream()
          : Stream.concat(
              Stream.of(new SavedStackFrame(reentered.method(), reentered.line(), retainsClasses)),
              frames.stream());
    }
  }
}
