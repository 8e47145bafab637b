package dev.weft.agent.detect;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Which frames run a task of an executor. */
class TurnFramesTest {
  private static final String SAFE = "io.netty.util.concurrent.AbstractEventExecutor.safeExecute";

  @Test
  void nettysOwnAndThoseOfLibrariesThatBringNettyAlong() {
    assertTrue(TurnFrames.isExecutorTurn(SAFE));
    assertTrue(TurnFrames.isExecutorTurn("io.grpc.netty.shaded." + SAFE));
    assertTrue(TurnFrames.isExecutorTurn("io.netty.channel.DefaultEventLoop.run"));
    assertFalse(TurnFrames.isExecutorTurn("not" + SAFE));
    assertFalse(TurnFrames.isExecutorTurn(SAFE + "d"));
    assertFalse(TurnFrames.isExecutorTurn("io.netty.util.concurrent.DefaultEventExecutor.run"));
  }
}
