package dev.weft.netty;

import dev.weft.FiberScheduler;

/** The wait of one carrier for a fiber that it cannot unmount. */
final class InPlaceWait implements FiberScheduler.InPlace {
  private final Baton baton;
  private final Seat seat;
  private final boolean timed;
  private final long deadline;
  private volatile boolean released;

  InPlaceWait(Baton baton, Seat seat, long nanos) {
    this.baton = baton;
    this.seat = seat;
    this.timed = nanos != Long.MAX_VALUE;
    this.deadline = timed ? System.nanoTime() + nanos : 0;
  }

  Seat seat() {
    return seat;
  }

  /** Negative when its time has passed; Long.MAX_VALUE when it has none. */
  long nanosLeft() {
    return timed ? deadline - System.nanoTime() : Long.MAX_VALUE;
  }

  @Override
  public void await() {
    baton.await(this);
  }

  @Override
  public void release() {
    released = true;
    baton.release(this);
  }

  boolean isReleased() {
    return released;
  }
}
