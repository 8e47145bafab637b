package dev.weft.bench.detect;

import java.io.IOException;

/** Calls that a detector hooks, from the cheapest on. */
public enum BlockingCall {
  /** Returns before it comes to the native method. */
  PARK_FOR_NO_TIME(calls -> calls::parkForNoTime),
  PARK_WITH_PERMIT(calls -> calls::parkWithPermit),
  YIELD(calls -> calls::yieldOnce),
  FILE_EXISTS(calls -> calls::exists),
  /** At its end. */
  FILE_INPUT_STREAM_READ(calls -> calls::readStream),
  RANDOM_ACCESS_FILE_READ(calls -> calls::readRandomly),
  FILE_CHANNEL_READ(calls -> calls::readChannel),
  /** A byte to this machine and back. */
  SOCKET_WRITE_AND_READ(calls -> calls::writeAndRead);

  /** One call; the result is for nobody but the JIT. */
  public interface Body {
    int run() throws IOException;
  }

  /** What makes a body of the files and sockets. */
  private interface Maker {
    Body of(Calls calls);
  }

  private final Maker maker;

  BlockingCall(Maker maker) {
    this.maker = maker;
  }

  public Body of(Calls calls) {
    return maker.of(calls);
  }
}
