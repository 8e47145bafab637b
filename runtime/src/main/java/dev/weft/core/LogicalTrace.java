package dev.weft.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Puts saved callers into the stack traces of exceptions. After a resume the thread's stack holds
 * only the activations that run again; those that are still saved are missing. The JVM's own trace
 * then looks like this, innermost first, because of the engine's methods only the marks are not
 * hidden:
 *
 * <pre>
 *   activations that run     LevelMark.reenter     caller of run()
 *                            ^ saved callers
 * </pre>
 *
 * <p>Of an activation that runs in a woven copy the JVM shows nothing: {@link Activations} has what
 * is missing.
 *
 * <p>One mark stands for one run of the trampoline: a continuation that was resumed. {@code
 * refuseHere} stands there while onPinned is asked. In an isolated continuation the trace ends at
 * {@code carry}.
 *
 * <p>{@code java.lang.Throwable} is rewritten to call {@link #filled} when the JVM has walked the
 * stack, and {@link #complete} when the elements are first asked for. What the first one notes
 * rides in the throwable's {@code backtrace}: the JVM's array with one more element, at its end,
 * where the JVM does not look. So it lives exactly as long as the throwable's own trace, and needs
 * no table.
 */
public final class LogicalTrace {
  private static final String TRAMPOLINE = Trampoline.class.getName();
  private static final String CARRY = "carry";
  private static final String MARK = LevelMark.class.getName();

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long BACKTRACE =
      UNSAFE.objectFieldOffset(Throwable.class, JdkNames.BACKTRACE);
  private static final boolean NULLS_EXPLAINED = areNullsExplained();

  private LogicalTrace() {}

  /**
   * Runs all the initialisers that the hooks need. It must be called before Throwable is rewritten:
   * an exception made in the initialiser of ThreadSlot would use the slot of which it is the
   * initialiser.
   */
  public static void prepare() {
    ThreadSlot.currentContinuation();
    LogicalWalk.prepare();
    DirectLink.prepare();
    StackTraceElement[] some = {Elements.of(LogicalTrace.class, "prepare", null, -1)};
    Activations.prepare();
    Recorded nothing = new Recorded(SavedFrames.ofNothing(), Activations.NONE);
    merged(some, recordedIn(extended(new Object[0], nothing)));
  }

  /**
   * Called when the JVM has recorded the calling thread's stack in a throwable.
   *
   * @param backtrace the JVM's record
   * @return what to keep instead of it
   */
  @Hidden
  public static @Nullable Object filled(@Nullable Object backtrace) {
    ContinuationCore c = ThreadSlot.currentContinuation();
    return c == null ? backtrace : withSaved(c, backtrace);
  }

  private static @Nullable Object withSaved(ContinuationCore c, @Nullable Object backtrace) {
    if (!(backtrace instanceof Object[] recorded)) {
      return backtrace;
    }
    ThreadSlot slot = ThreadSlot.ofCurrentThread();
    slot.current = null; // a throwable made in here, come what may, must not come here again
    try {
      SavedFrames saved = SavedFrames.ofMounted(c);
      Activations activations = ActivationWalk.of(c);
      return saved.isEmpty() && activations.isEmpty()
          ? backtrace
          : extended(recorded, new Recorded(saved, activations));
    } catch (Throwable t) {
      return backtrace; // no memory or stack left: better the JVM's own trace than one exception
      // more
    } finally {
      slot.current = c;
    }
  }

  /** What a throwable keeps beside the JVM's own trace. */
  private record Recorded(SavedFrames saved, Activations activations) {}

  private static Object extended(Object[] backtrace, Recorded recorded) {
    Object[] extended = Arrays.copyOf(backtrace, backtrace.length + 1, Object[].class);
    extended[backtrace.length] = recorded;
    return extended;
  }

  /**
   * Called when a throwable's elements are made.
   *
   * @param physical the JVM's elements of {@code backtrace}
   * @return the elements to show: the same array if there is nothing to change
   */
  public static StackTraceElement[] complete(
      StackTraceElement[] physical, @Nullable Object backtrace) {
    try {
      Recorded recorded = recordedIn(backtrace);
      return recorded != null || hasMarker(physical) ? merged(physical, recorded) : physical;
    } catch (Throwable t) {
      return physical;
    }
  }

  /**
   * Called when the message of a NullPointerException is asked for that its maker gave none.
   *
   * @param fromTheJvm what the JVM says, which is nothing where a woven copy raised it
   */
  public static @Nullable String nullMessage(@Nullable String fromTheJvm, Throwable self) {
    if (fromTheJvm != null || !NULLS_EXPLAINED) {
      return fromTheJvm;
    }
    try {
      Recorded recorded = recordedIn(UNSAFE.getReference(self, BACKTRACE));
      StackTraceElement[] trace = recorded == null ? null : self.getStackTrace();
      return recorded == null || trace == null || trace.length == 0
          ? null
          : recorded.activations().nullMessage(trace[0]);
    } catch (Throwable t) {
      return null;
    }
  }

  /** A flag of the JVM can turn these messages off. */
  private static boolean areNullsExplained() {
    Object nothing = System.getProperty("dev.weft.no.such.property");
    try {
      return nothing.hashCode() == 0;
    } catch (NullPointerException e) {
      return e.getMessage() != null;
    }
  }

  private static @Nullable Recorded recordedIn(@Nullable Object backtrace) {
    return backtrace instanceof Object[] array
            && array.length > 0
            && array[array.length - 1] instanceof Recorded recorded
        ? recorded
        : null;
  }

  private static boolean hasMarker(StackTraceElement[] physical) {
    for (StackTraceElement element : physical) {
      if (isCarry(element) || isMarker(element)) {
        return true;
      }
    }
    return false;
  }

  /** Without what was recorded the markers are only taken out. */
  private static StackTraceElement[] merged(
      StackTraceElement[] physical, @Nullable Recorded recorded) {
    List<StackTraceElement> logical = new ArrayList<>();
    Activations.Walk walk =
        (recorded == null ? Activations.NONE : recorded.activations()).newWalk();
    int segment = 0;
    for (StackTraceElement element : physical) {
      if (logical.size() >= SavedFrames.LIMIT || isCarry(element)) {
        break;
      }
      walk.before(element.getClassName(), element.getMethodName(), a -> logical.add(a.element()));
      if (!isMarker(element)) {
        logical.add(element);
      } else if (recorded != null) {
        recorded.saved().describe(segment++, logical);
      }
    }
    walk.rest(activation -> logical.add(activation.element()));
    return logical
        .subList(0, Math.min(logical.size(), SavedFrames.LIMIT))
        .toArray(new StackTraceElement[0]);
  }

  private static boolean isCarry(StackTraceElement element) {
    return element.getClassName().equals(TRAMPOLINE) && element.getMethodName().equals(CARRY);
  }

  private static boolean isMarker(StackTraceElement element) {
    return element.getClassName().equals(MARK);
  }
}
