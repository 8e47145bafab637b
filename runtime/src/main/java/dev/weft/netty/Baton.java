package dev.weft.netty;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Which of several threads is the event loop now. Exactly one at a time <em>holds the baton</em>.
 *
 * <p>A fiber that cannot unmount waits on the thread that runs it. Were that thread to run turns of
 * the loop nested in the wait, a second such fiber would bury the first: the first could go on only
 * after the second. So the thread hands the loop to another one, a stand-in if there is no idle
 * one, and gets it back, between two turns, after its fiber has been released.
 *
 * <pre>
 * a seat is         it becomes
 * holder            waiting    by wait: its fiber is pinned. It hands the baton on
 *                   idle       at the end of a turn: a released seat, or the loop's own thread, is to go on
 * waiting           holder     after release, when the holder ends its turn or waits itself
 * idle              holder     when the holder waits
 *                   gone       a stand-in beyond the few that are kept
 * </pre>
 *
 * <p>All fields that change but {@code holder} belong to the holder; handing the baton on publishes
 * them.
 */
final class Baton {
  private static final int IDLE_KEPT = 2;

  /** The loop as the baton sees it. */
  interface Loop {
    /**
     * One turn, by the thread that holds the baton. False when the loop has nothing more to do,
     * ever.
     */
    boolean turn();

    /** Makes a turn end that waits for something to do; any thread. */
    void wake();
  }

  private final Loop loop;
  private final ThreadFactory threads;
  private final int maxStandIns;

  private final PinnedWaits waits = new PinnedWaits();
  private final ArrayDeque<Seat> idle = new ArrayDeque<>();
  private volatile @Nullable Seat holder;
  private @Nullable Seat own;
  private boolean ownIsIdle;
  private int standIns;
  private boolean closed;
  private boolean saidBound;

  /**
   * @param maxStandIns the most threads that it may make at a time
   */
  Baton(Loop loop, ThreadFactory threads, int maxStandIns) {
    this.loop = loop;
    this.threads = threads;
    this.maxStandIns = maxStandIns;
  }

  /** The thread that is the loop now; null before and after {@link #runLoop}. */
  @Nullable Thread holder() {
    Seat seat = holder;
    return seat == null ? null : seat.thread;
  }

  // ---- the loop's own thread

  /** Runs turns until the loop has nothing more to do and every seat has been given up. */
  void runLoop() {
    Seat me = new Seat(Thread.currentThread());
    own = me;
    holder = me;
    try {
      while (loop.turn()) {
        passAfterTurn(me);
      }
      closed = true;
      passAfterTurn(me);
    } finally {
      idle.forEach(Seat::dismiss);
      idle.clear();
      holder = null;
    }
  }

  // ---- stand-ins

  private void standIn(Seat me) {
    while (me.awaitTurn()) {
      do {
        closed |= !loop.turn();
      } while (!passAfterTurn(me));
    }
  }

  private final class StandIn implements Runnable {
    private volatile @Nullable Seat seat;

    @Override
    public void run() {
      standIn(Objects.requireNonNull(seat));
    }
  }

  private @Nullable Seat newStandIn() {
    if (standIns >= maxStandIns) {
      return null;
    }
    StandIn body = new StandIn();
    Thread thread = threads.newThread(body);
    Seat seat = new Seat(thread);
    body.seat = seat;
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      return null; // the system gives no more threads
    }
    standIns++;
    return seat;
  }

  // ---- handing on

  /**
   * Between two turns of {@code me}: lets those go on that take precedence. Returns for the loop's
   * own thread once it holds the baton again; for a stand-in at once, with whether it has handed
   * the baton on.
   */
  private boolean passAfterTurn(Seat me) {
    boolean isOwn = me == own;
    Seat next;
    while ((next = precedent(isOwn)) != null) {
      if (!isOwn) {
        retire(me);
        hand(next);
        return true;
      }
      ownIsIdle = true;
      hand(next);
      me.awaitTurn();
    }
    return false;
  }

  /**
   * A released seat; when closed any that waits; for a stand-in the loop's own thread if it is
   * idle.
   */
  private @Nullable Seat precedent(boolean ofOwn) {
    Seat next = closed ? waits.first() : waits.pollReleased();
    if (next == null && !ofOwn && ownIsIdle) {
      ownIsIdle = false;
      next = own;
    }
    return next;
  }

  private void retire(Seat me) {
    if (idle.size() < IDLE_KEPT) {
      idle.push(me);
    } else {
      standIns--;
      me.dismiss();
    }
  }

  private void hand(Seat next) {
    holder = next;
    next.giveTurn();
  }

  /** Who can run turns while the holder waits, or null. */
  private @Nullable Seat successor() {
    if (ownIsIdle) {
      ownIsIdle = false;
      return own;
    }
    Seat next = idle.poll();
    return next != null ? next : newStandIn();
  }

  // ---- waiting in place

  /** For the thread that holds the baton, to wait with; {@code nanos} as in inPlace. */
  InPlaceWait newWait(long nanos) {
    return new InPlaceWait(this, me(), nanos);
  }

  /** The holder's seat, for the holder. */
  private Seat me() {
    Seat me = holder;
    if (me == null) {
      throw shutDown(); // fibers run only on a loop that runs, or in its last tasks
    }
    return me;
  }

  /**
   * Called by the wait's own thread, the holder. Returns when the wait has been released or its
   * time has passed.
   */
  void await(InPlaceWait wait) {
    if (!closed) {
      waits.begin(wait);
      handAndAwait(wait.seat(), releasedOrSuccessor());
      waits.end(wait);
    }
    if (closed && !wait.isReleased()) {
      throw shutDown();
    }
  }

  private void handAndAwait(Seat me, Seat next) {
    if (next != me) {
      hand(next);
      me.awaitTurn();
    }
  }

  /**
   * Who is to go on while the holder waits, which may be the holder. Blocks while there is nobody
   * and no more can be made: then only times that pass, and other threads, can end one of the
   * waits.
   */
  private Seat releasedOrSuccessor() {
    boolean interrupted = false;
    Seat next;
    while ((next = waits.pollReleased()) == null
        && (next = successor()) == null
        && (next = waits.expired()) == null) {
      sayBound();
      LockSupport.parkNanos(this, waits.nanosToNextExpiry());
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return next;
  }

  /** Any thread. */
  void release(InPlaceWait wait) {
    waits.release(wait);
    Seat now = holder;
    if (now != null) {
      LockSupport.unpark(now.thread); // it may be blocked for want of a stand-in
    }
    loop.wake();
  }

  /** Lets another thread run at least one turn. */
  void yieldInPlace() {
    if (closed) {
      return;
    }
    Seat next = waits.pollReleased();
    if (next == null) {
      next = successor();
    }
    if (next != null) {
      InPlaceWait wait = newWait(Long.MAX_VALUE);
      waits.begin(wait);
      release(wait);
      handAndAwait(wait.seat(), next);
      waits.end(wait);
    }
  }

  private static RejectedExecutionException shutDown() {
    return new RejectedExecutionException(
        "the event loop was shut down while a fiber waited on its thread");
  }

  private void sayBound() {
    if (!saidBound) {
      saidBound = true;
      System.getLogger("dev.weft")
          .log(
              Level.WARNING,
              "event loop "
                  + Objects.requireNonNull(own).thread.getName()
                  + " is blocked: "
                  + waits.size()
                  + " fibers wait on threads of it, and no more than "
                  + maxStandIns
                  + " stand-ins are made (weft.standIns)");
    }
  }
}
