package dev.weft.detect;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What rewritten code calls. Numbers of hooks are the agent's; {@link #CONSOLE} stands for a write
 * to the console, which only the stream itself can tell.
 *
 * <p>Nothing here throws, whatever happens: the caller is the inside of the JDK.
 */
public final class Hooks {
  public static final int CONSOLE = 0;

  /** A method of the application that an annotation calls blocking. */
  public static final int DECLARED = 1;

  /** The first of the numbers of methods that a rule calls blocking, one for each kind. */
  public static final int DECLARED_BY_RULE = 1000;

  private static final AtomicLong FAILURES = new AtomicLong();

  private Hooks() {}

  /** Whether a hook is of a method that is called blocking, so that its own frame is the call. */
  public static boolean isDeclared(int hook) {
    return hook == DECLARED || hook >= DECLARED_BY_RULE;
  }

  /** How often the detector itself failed, and missed something. */
  public static long failures() {
    return FAILURES.get();
  }

  /** Out of memory or stack, most likely. */
  static void failed() {
    FAILURES.incrementAndGet();
  }

  // ---- blocking calls: each is followed by its exit, whatever it does

  public static void enter(int hook) {
    Context context = Contexts.current();
    if (context != null && context.isWatched()) {
      entered(context, hook);
    }
  }

  public static void exit(int hook) {
    Context context = Contexts.current();
    if (context != null && context.isWatched()) {
      context.exit(hook);
    }
  }

  /** If {@code blocking}: for operations that may be in non-blocking mode. */
  public static void enterIf(boolean blocking, int hook) {
    if (blocking) {
      enter(hook);
    }
  }

  public static void exitIf(boolean blocking, int hook) {
    if (blocking) {
      exit(hook);
    }
  }

  public static void enterWrite(FileOutputStream to, int hook) {
    Context context = Contexts.current();
    if (context != null && context.isWatched()) {
      entered(context, isConsole(to) ? CONSOLE : hook);
    }
  }

  private static boolean isConsole(FileOutputStream stream) {
    try {
      FileDescriptor fd = stream.getFD();
      return fd == FileDescriptor.out || fd == FileDescriptor.err;
    } catch (Exception e) {
      return false;
    }
  }

  private static void entered(Context context, int hook) {
    try {
      context.enter(hook);
    } catch (Throwable t) {
      failed();
    }
  }

  // ---- detect=throw

  /** From now on {@link #called} throws. */
  public static void throwErrors() {
    Violation.enable();
  }

  /**
   * After a call of the JDK by the application.
   *
   * @throws BlockingError if it blocked where it must not
   */
  public static void called() {
    if (Violation.any()) {
      Context context = Contexts.current();
      if (context != null && context.hasViolation()) {
        context.throwViolation();
      }
    }
  }

  // ---- native methods, hooked where they are called

  public static void enterLeaf(int hook) {
    Context context = Contexts.current();
    if (context != null && context.isWatched()) {
      try {
        context.enterLeaf(hook);
      } catch (Throwable t) {
        failed();
      }
    }
  }

  /** {@link #enterLeaf} for Unsafe.park, which comes when what is waited for is known. */
  public static void enterPark(int hook) {
    Context context = Contexts.current();
    if (context != null && context.isWatched()) {
      try {
        context.enterPark(hook);
      } catch (Throwable t) {
        failed();
      }
    }
  }

  public static void exitLeaf(int hook) {
    Context context = Contexts.current();
    if (context != null && context.isWatched()) {
      context.exitLeaf(hook);
    }
  }

  // ---- what a fiber holds

  /** A lock of java.util.concurrent gets that owner, or none; before it has it. */
  public static void owns(Object lock, @Nullable Thread owner) {
    HeldLocks held = HeldLocks.ofTurn();
    if (held != null) {
      try {
        held.owns(lock, owner);
      } catch (Throwable t) {
        failed();
      }
    }
  }

  /** The current thread has taken a lock that others may have too. */
  public static void sharesIf(boolean taken, Object lock) {
    HeldLocks held = taken ? HeldLocks.ofTurn() : null;
    if (held != null) {
      try {
        held.took(lock);
      } catch (Throwable t) {
        failed();
      }
    }
  }

  /** It has given it back. */
  public static void unshares(Object lock) {
    HeldLocks held = HeldLocks.ofTurn();
    if (held != null) {
      held.released(lock);
    }
  }

  // ---- turns

  /** Begins a turn of that executor on its thread, if it is an event loop. */
  public static void beginLoopTurn(@Nullable Object task, Object executor) {
    Context context = Contexts.ofCurrentThread();
    if (context.isLoop(executor)) {
      context.beginLoopTurn(task == null ? null : Carried.taskOf(task));
    }
  }

  /** Begins a turn of an event loop that is known to be one. */
  public static void beginIoTurn() {
    Contexts.ofCurrentThread().beginLoopTurn(null);
  }

  public static void endLoopTurn() {
    Context context = Contexts.current();
    if (context != null) {
      context.endLoopTurn();
    }
  }

  /** Begins a turn if the thread is one of Reactor's non-blocking ones. */
  public static void beginReactorTurn(@Nullable Object task) {
    if (EventLoops.isNonBlockingThread(Thread.currentThread())) {
      Contexts.ofCurrentThread().beginTurn(task);
    }
  }

  public static void endReactorTurn() {
    if (EventLoops.isNonBlockingThread(Thread.currentThread())) {
      end();
    }
  }

  /** Begins a stretch of code that must not block. */
  public static void begin() {
    Contexts.ofCurrentThread().beginTurn(null);
  }

  public static void end() {
    Context context = Contexts.current();
    if (context != null) {
      context.endTurn();
    }
  }

  /** Begins a stretch of code that may block. */
  public static void beginAllowed() {
    Context context = Contexts.current();
    if (context != null) {
      context.allowed++;
    }
  }

  public static void endAllowed() {
    Context context = Contexts.current();
    if (context != null && context.allowed > 0) {
      context.allowed--;
    }
  }

  // ---- the self-test

  /** Loads and links what the hooks use, before the inside of the JDK calls them. */
  public static void prepare() {
    begin();
    enter(CONSOLE);
    enter(CONSOLE);
    exit(CONSOLE);
    exit(CONSOLE);
    enterLeaf(CONSOLE);
    exitLeaf(CONSOLE);
    Tasks.prepare();
    enterPark(CONSOLE);
    exitLeaf(CONSOLE);
    end();
    Sites.clear();
    Contexts.clear();
    Blocking.live();
  }

  /** From now on the calling thread marks the hooks that it meets, and records nothing. */
  public static void probe(boolean[] marks) {
    Context context = Contexts.ofCurrentThread();
    context.probe = marks;
    context.beginTurn(null);
  }
}
