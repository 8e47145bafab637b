package dev.weft.netty;

import dev.weft.FiberScheduler;

/** The wait of one carrier for a fiber that it cannot unmount. */
final class InPlaceWait implements FiberScheduler.InPlace {
  private final Baton baton;
  private final Seat seat;
  private volatile boolean released;

  InPlaceWait(Baton baton, Seat seat) {
    this.baton = baton;
    this.seat = seat;
  }

  @Override
  public void await() {
    baton.await(seat, this);
  }

  @Override
  public void release() {
    released = true;
    baton.release(seat);
  }

  boolean isReleased() {
    return released;
  }
}
