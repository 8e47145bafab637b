package dev.weft.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Puts saved callers into the stack traces of exceptions. After a resume the thread's stack holds
 * only the activations that run again; those that are still saved are missing. The JVM's own trace
 * then looks like this, innermost first, because of the engine's methods only the markers are not
 * hidden:
 *
 * <pre>
 *   activations that run     Trampoline.reenter     [a pinned root and what called it     reenter]     caller of run()
 *                            ^ saved callers                                              ^ those below the root
 * </pre>
 *
 * <p>One marker stands for one run of the trampoline: a level of a continuation that was resumed.
 * {@code refuse} and {@code refuseHere} stand there while onPinned is asked. In an isolated
 * continuation the trace ends at {@code carry}.
 *
 * <p>{@code java.lang.Throwable} is rewritten to call {@link #filled} when the JVM has walked the
 * stack, and {@link #complete} when the elements are first asked for. What the first one notes
 * rides in the throwable's {@code backtrace}: the JVM's array with one more element, at its end,
 * where the JVM does not look. So it lives exactly as long as the throwable's own trace, and needs
 * no table.
 */
public final class LogicalTrace {
  private static final String TRAMPOLINE = Trampoline.class.getName();
  private static final String CORE = ContinuationCore.class.getName();
  private static final String REENTER = "reenter";
  private static final String REFUSE = "refuse";
  private static final String REFUSE_HERE = "refuseHere";
  private static final String CARRY = "carry";

  private LogicalTrace() {}

  /**
   * Runs all the initialisers that the hooks need. It must be called before Throwable is rewritten:
   * an exception made in the initialiser of ThreadSlot would use the slot of which it is the
   * initialiser.
   */
  public static void prepare() {
    ThreadSlot.ofCurrentThread();
    LogicalWalk.prepare();
    StackTraceElement[] some = {Elements.of(LogicalTrace.class, "prepare", null, -1)};
    merged(some, savedIn(extended(new Object[0], SavedFrames.ofNothing())));
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
      return saved.isEmpty() ? backtrace : extended(recorded, saved);
    } catch (Throwable t) {
      return backtrace; // no memory or stack left: better the JVM's own trace than one exception
      // more
    } finally {
      slot.current = c;
    }
  }

  private static Object extended(Object[] backtrace, SavedFrames saved) {
    Object[] extended = Arrays.copyOf(backtrace, backtrace.length + 1, Object[].class);
    extended[backtrace.length] = saved;
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
      return hasMarker(physical) ? merged(physical, savedIn(backtrace)) : physical;
    } catch (Throwable t) {
      return physical;
    }
  }

  private static @Nullable SavedFrames savedIn(@Nullable Object backtrace) {
    return backtrace instanceof Object[] array
            && array.length > 0
            && array[array.length - 1] instanceof SavedFrames saved
        ? saved
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

  /** Without saved frames the markers are only taken out. */
  private static StackTraceElement[] merged(
      StackTraceElement[] physical, @Nullable SavedFrames saved) {
    List<StackTraceElement> logical = new ArrayList<>();
    int segment = 0;
    for (StackTraceElement element : physical) {
      if (logical.size() == SavedFrames.LIMIT || isCarry(element)) {
        break;
      }
      if (!isMarker(element)) {
        logical.add(element);
      } else if (saved != null) {
        saved.describe(segment++, logical);
      }
    }
    return logical.toArray(new StackTraceElement[0]);
  }

  private static boolean isCarry(StackTraceElement element) {
    return element.getClassName().equals(TRAMPOLINE) && element.getMethodName().equals(CARRY);
  }

  private static boolean isMarker(StackTraceElement element) {
    String name = element.getMethodName();
    return element.getClassName().equals(TRAMPOLINE)
        ? name.equals(REENTER) || name.equals(REFUSE)
        : element.getClassName().equals(CORE) && name.equals(REFUSE_HERE);
  }
}
