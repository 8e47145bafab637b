package dev.weft.core;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One walk of the calling thread's stack for the activations that run in woven copies. It is made
 * for each throwable, and the JVM takes about 100 ns for a frame that it hands out: so it stops
 * where the outermost continuation begins, asks frames for nothing but their classes, and has them
 * handed out in few batches.
 */
final class ActivationWalk
    implements Function<Stream<StackFrame>, Activations>, Consumer<StackFrame> {
  private static final String CORE = ActivationWalk.class.getPackageName();

  /** Stack traces end at this depth anyway, and a method takes up to six frames of the JVM's. */
  private static final int MOST_FRAMES = 6 * SavedFrames.LIMIT;

  /** By how many frames the first batch has, in steps of {@link #STEP}. */
  private static final StackWalker[] WALKERS = new StackWalker[17];

  private static final int STEP = 8;

  static {
    Set<Option> options = Set.of(Option.SHOW_HIDDEN_FRAMES, Option.RETAIN_CLASS_REFERENCE);
    for (int i = 0; i < WALKERS.length; i++) {
      WALKERS[i] = StackWalker.getInstance(options, (i + 1) * STEP);
    }
  }

  /** Of the walk before, on whatever thread: the next one is often as long. */
  private static int usualFrames;

  private final List<StackFrame> frames = new ArrayList<>();
  private boolean hasActivations;

  /** Runs of the trampoline that are still to come; each has one frame on the stack. */
  private int levels;

  private boolean isOnTop = true;

  private ActivationWalk(int levels) {
    this.levels = levels;
  }

  /**
   * @param innermost the continuation that the calling thread has mounted
   */
  static Activations of(ContinuationCore innermost) {
    return walker().walk(new ActivationWalk(levelsFrom(innermost)));
  }

  /** Runs the initialisers. */
  static Activations prepare() {
    return walker().walk(new ActivationWalk(1));
  }

  /** It looks for what is really on the stack. */
  static boolean isWalker(StackWalker walker) {
    for (StackWalker own : WALKERS) {
      if (own == walker) {
        return true;
      }
    }
    return false;
  }

  private static StackWalker walker() {
    return WALKERS[Math.min(usualFrames / STEP, WALKERS.length - 1)];
  }

  private static int levelsFrom(ContinuationCore innermost) {
    int levels = 0;
    for (ContinuationCore c = innermost; c != null; c = c.isIsolated() ? null : c.parent) {
      levels++;
    }
    return levels;
  }

  @Override
  public Activations apply(Stream<StackFrame> stack) {
    Spliterator<StackFrame> next = stack.spliterator();
    while (levels > 0 && frames.size() < MOST_FRAMES && next.tryAdvance(this)) {}
    usualFrames = frames.size();
    return hasActivations ? new Activations(frames, isOnTop) : Activations.NONE;
  }

  @Override
  public void accept(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    frames.add(frame);
    if (type.getSuperclass() == WovenCopy.class) {
      hasActivations = true;
    } else if (type == LevelMark.class || type == LevelStart.class) {
      levels--;
    } else if (!hasActivations) {
      isOnTop &= isThrowing(type) || isGlue(type);
    }
  }

  private static boolean isThrowing(Class<?> type) {
    return Throwable.class.isAssignableFrom(type) || type.getPackageName().equals(CORE);
  }

  /** What may stand between a copy and what it calls: nothing of it throws on its own account. */
  private static boolean isGlue(Class<?> type) {
    return type.getPackageName().equals("java.lang.invoke");
  }
}
