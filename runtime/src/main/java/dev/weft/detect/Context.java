package dev.weft.detect;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What the detector knows of one thread that was in async context at least once.
 *
 * <p>All fields belong to the thread itself; the watchdog reads {@code turns}, {@code depth} and
 * {@code hook}, and bears that they may be stale.
 *
 * <p>Of calls that are nested in one another the outermost counts, so that one call by the
 * application is one finding and no time is counted twice:
 *
 * <pre>
 * hook     nested
 * NONE     0        nothing blocks
 * h        n        call h is being timed, n further calls are nested in it
 * </pre>
 *
 * <p>A <em>leaf</em> is a native method that is hooked where it is called, without a handler, so
 * its end is not seen if it throws. Nothing that is hooked can be nested in a native method, so the
 * next call, or the end of the turn, ends it.
 */
public final class Context {
  static final int NONE = -1;

  /** How often the place of a free lock is noted, and how often without a pause. */
  private static final long NANOS_A_PLACE = 1_000_000;

  private static final long PLACES_AT_ONCE = 100;

  final long tid;
  private final WeakReference<Thread> thread;

  /** How many scopes deep the thread is in async context; 0: it is not. */
  int depth;

  /** How many scopes deep blocking is allowed. */
  int allowed;

  /** Finished and unfinished turns: each goes from depth 0 to depth 0 again. */
  long turns;

  /** What the turn runs; null if that is not known. */
  @Nullable Object task;

  /** Who submitted what the turn runs; never null, so that it can be asked. */
  Origin origin = Origin.NONE;

  /** Set while the detector itself works on this thread. */
  boolean busy;

  /** Of the fiber that the thread runs; null if it runs none, or none that is watched. */
  @Nullable HeldLocks held;

  /** For the next fiber. */
  @Nullable HeldLocks spareHeld;

  private long lastPlace = System.nanoTime() - PLACES_AT_ONCE * NANOS_A_PLACE;

  /** Set for the thread of the self-test: hooks are marked in it, and nothing is recorded. */
  boolean @Nullable [] probe;

  /** What {@link #isLoop} was computed for. */
  private @Nullable Object executor;

  private boolean isLoop;

  int hook = NONE;

  /** Calls that were begun to be timed; written by the thread itself. */
  private volatile long opened;

  /** Those that were recorded; written by the thread itself. */
  private volatile long closed;

  private boolean leaf;
  private int nested;
  private @Nullable Site site;
  private long start;

  /** What {@code detect=throw} is to throw. */
  private @Nullable Violation violation;

  Context(Thread thread, long tid) {
    this.tid = tid;
    this.thread = new WeakReference<>(thread);
  }

  public long threadId() {
    return tid;
  }

  /** Null once it is gone. */
  public @Nullable Thread thread() {
    Thread owner = thread.get();
    return owner != null && owner.isAlive() ? owner : null;
  }

  /** The number of the turn that runs, from 1; 0 if none does. */
  public long turn() {
    return depth > 0 && allowed == 0 && probe == null ? turns : 0;
  }

  /** Whether a blocking call is being timed, so that it is going to be recorded. */
  public boolean isInCall() {
    return hook != NONE;
  }

  /** The number of the call that is being timed, from 1; 0 if none is, or it was recorded. */
  public long openCall() {
    long done = closed;
    long begun = opened;
    return begun == done ? 0 : begun;
  }

  /** Where the call is that is being timed, as another thread sees it; null if there is none. */
  public @Nullable OpenCall open() {
    long number = openCall();
    Site where = site;
    long since = start;
    return number == 0 || where == null || number != openCall()
        ? null
        : new OpenCall(where, System.nanoTime() - since);
  }

  /** Whether the thread is that of an event loop, and not only of some executor. */
  public boolean isLoop() {
    return isLoop;
  }

  /** Whether the thread is one of Reactor's non-blocking ones. */
  public boolean isNonBlocking() {
    Thread owner = thread.get();
    return owner != null && EventLoops.isNonBlockingThread(owner);
  }

  /** The task that runs, if it is known. */
  public @Nullable Object task() {
    return task;
  }

  boolean isWatched() {
    return depth > 0 && allowed == 0 && !busy;
  }

  /** Whether a stack may be taken for a lock that is free: only so often. */
  boolean mayNotePlace() {
    long now = System.nanoTime();
    long next = Math.max(lastPlace, now - PLACES_AT_ONCE * NANOS_A_PLACE) + NANOS_A_PLACE;
    if (next > now) {
      return false;
    }
    lastPlace = next;
    return true;
  }

  // ---- turns

  void beginTurn(@Nullable Object work) {
    if (depth++ == 0) {
      turns++;
      task = work;
      origin = Origin.NONE;
    }
  }

  /** A loop's own turn, which is never nested: it repairs what a turn that failed has left. */
  void beginLoopTurn(@Nullable Object work) {
    depth = 0;
    beginTurn(work);
  }

  void endTurn() {
    if (depth > 0 && --depth == 0) {
      endLoopTurn();
    }
  }

  void endLoopTurn() {
    depth = 0;
    task = null;
    origin = Origin.NONE;
    if (hook != NONE) {
      close();
    }
    nested = 0;
    violation = null;
  }

  /** Whether that executor, which runs on this thread, is an event loop. */
  boolean isLoop(Object of) {
    if (executor != of) {
      executor = of;
      isLoop = EventLoops.isEventLoop(of.getClass());
    }
    return isLoop;
  }

  // ---- calls

  void enter(int id) {
    if (marked(id)) {
      return;
    }
    if (hook != NONE && !leaf) {
      nested++;
      return;
    }
    open(id, false);
  }

  void enterLeaf(int id) {
    if (!marked(id) && (hook == NONE || leaf)) {
      open(id, true);
    }
  }

  void enterPark(int id) {
    enterLeaf(id);
    Site waits = site;
    if (leaf && waits != null) {
      busy = true;
      try {
        waits.noteOwner();
      } finally {
        busy = false;
      }
    }
  }

  void exit(int id) {
    if (nested > 0) {
      nested--;
    } else if ((hook == id || hook == Hooks.CONSOLE) && !leaf) {
      end();
    }
  }

  void exitLeaf(int id) {
    if (hook == id && leaf) {
      end();
    }
  }

  private void end() {
    Site ended = site;
    close();
    if (Violation.isEnabled() && ended != null) {
      note(ended);
    }
  }

  private void note(Site ended) {
    busy = true;
    try {
      violation = Violation.here(ended, System.nanoTime() - start);
    } catch (Throwable t) {
      Hooks.failed();
    } finally {
      busy = false;
    }
  }

  boolean hasViolation() {
    return violation != null;
  }

  /** Throws what was noted, if the calling method is the one that it is to be thrown in. */
  void throwViolation() {
    BlockingError error = null;
    busy = true;
    try {
      StackTraceElement[] stack = new StackKey().frames();
      Violation noted = violation;
      if (noted != null && !noted.isInside(stack)) {
        violation = null;
        error = noted.error(stack);
      }
    } catch (Throwable t) {
      Hooks.failed();
    } finally {
      busy = false;
    }
    if (error != null) {
      throw error;
    }
  }

  private boolean marked(int id) {
    boolean[] marks = probe;
    if (marks != null) {
      marks[id] = true;
    }
    return marks != null;
  }

  private void open(int id, boolean isLeaf) {
    if (hook != NONE) {
      close();
    }
    busy = true;
    try {
      site = Sites.here(id, this);
      site.noteOrigin(origin);
      hook = id;
      leaf = isLeaf;
      start = System.nanoTime();
      opened = closed + 1;
    } finally {
      busy = false;
    }
  }

  private void close() {
    long nanos = System.nanoTime() - start;
    Site ended = site;
    hook = NONE;
    leaf = false;
    site = null;
    busy = true;
    try {
      if (ended != null) {
        ended.add(nanos);
      }
    } catch (Throwable t) {
      Hooks.failed();
    } finally {
      closed = opened;
      busy = false;
    }
  }
}
