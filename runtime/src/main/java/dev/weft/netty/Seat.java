package dev.weft.netty;

import java.util.concurrent.locks.LockSupport;

/** One thread that takes turns at being an event loop. */
final class Seat {
  final Thread thread;
  private volatile boolean turn;
  private volatile boolean dismissed;

  Seat(Thread thread) {
    this.thread = thread;
  }

  /** Called by the holder, which from now on is this seat's thread. */
  void giveTurn() {
    turn = true;
    LockSupport.unpark(thread);
  }

  /** Called by the holder: {@link #awaitTurn} returns false. */
  void dismiss() {
    dismissed = true;
    LockSupport.unpark(thread);
  }

  /** Waits on the seat's own thread for its turn. An interruption is kept for later. */
  boolean awaitTurn() {
    boolean interrupted = false;
    while (!turn && !dismissed) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      thread.interrupt();
    }
    boolean mine = turn;
    turn = false;
    return mine;
  }
}
