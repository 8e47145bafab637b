package dev.weft.core;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows saved callers to a StackWalker, where {@link LogicalTrace} puts them in a stack trace. The
 * JDK's walker is rewritten to pass its stream of frames, and the caller that it finds, through
 * this class.
 *
 * <p>A frame of {@link LevelMark} is a mark, one of the trampoline itself the end; it is told by
 * its class, since a walker may know no method names.
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
    SavedFrames saved =
        PinSite.isWalker(walker) ? SavedFrames.ofNothing() : SavedFrames.ofMounted(c);
    return new Segments(saved, ActivationWalk.of(c), retainsClasses).expand(physical);
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

  private static boolean isMarker(StackWalker.StackFrame frame) {
    return frame.getClassName().equals(MARK);
  }

  /** Where an isolated continuation was mounted, the trace ends. */
  private static boolean isEnd(StackWalker.StackFrame frame) {
    return frame.getClassName().equals(TRAMPOLINE);
  }

  private static @Nullable String methodOf(StackWalker.StackFrame frame) {
    try {
      return frame.getMethodName();
    } catch (UnsupportedOperationException e) { // the walker knows classes only
      return null;
    }
  }

  /** Expands the markers of one walk, in the order in which they come. */
  private static final class Segments {
    private final SavedFrames saved;
    private final Activations.Walk walk;
    private final boolean retainsClasses;
    private int next;
    private boolean ended;

    Segments(SavedFrames saved, Activations activations, boolean retainsClasses) {
      this.saved = saved;
      this.walk = activations.newWalk();
      this.retainsClasses = retainsClasses;
    }

    Stream<StackWalker.StackFrame> expand(Stream<StackWalker.StackFrame> physical) {
      return physical.takeWhile(frame -> !ended).flatMap(frame -> expand(frame).stream());
    }

    /** A frame, or what stands for a mark, after the activations above it. */
    private List<StackWalker.StackFrame> expand(StackWalker.StackFrame frame) {
      List<StackWalker.StackFrame> shown = new ArrayList<>(1);
      if (isEnd(frame)) {
        ended = true;
        walk.rest(activation -> shown.add(frameOf(activation)));
        return shown;
      }
      walk.before(
          frame.getClassName(), methodOf(frame), activation -> shown.add(frameOf(activation)));
      if (!isMarker(frame)) {
        shown.add(frame);
      } else if (next < saved.segments()) {
        shown.addAll(saved.frames(next++, retainsClasses));
      }
      return shown;
    }

    private StackWalker.StackFrame frameOf(Activations.Activation activation) {
      return new SavedStackFrame(activation.method(), activation.line(), retainsClasses);
    }
  }
}
