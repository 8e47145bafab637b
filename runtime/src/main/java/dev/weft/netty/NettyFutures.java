package dev.weft.netty;

import dev.weft.Fiber;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/** Waiting for Netty's futures: suspends a fiber, blocks an ordinary thread. */
public final class NettyFutures {
  private NettyFutures() {}

  /**
   * The future's result.
   *
   * @throws ExecutionException with what it failed with
   * @throws CancellationException if it was cancelled
   * @throws InterruptedException if the fiber is interrupted before it is done; the future goes on
   */
  public static <T> T await(Future<T> future) throws InterruptedException, ExecutionException {
    Fiber<?> fiber = Fiber.current();
    if (fiber == null) {
      return future.get();
    }
    if (!future.isDone()) {
      suspendUntilDone(future, fiber);
    }
    if (future.isSuccess()) {
      return future.getNow();
    }
    if (future.isCancelled()) {
      throw new CancellationException();
    }
    throw new ExecutionException(future.cause());
  }

  /**
   * The channel of a bind, connect, write or close, once that has been done. Throws as {@link
   * #await(Future)}.
   */
  public static Channel await(ChannelFuture future)
      throws InterruptedException, ExecutionException {
    await((Future<Void>) future);
    return future.channel();
  }

  private static <T> void suspendUntilDone(Future<T> future, Fiber<?> fiber)
      throws InterruptedException {
    Unparker<T> listener = new Unparker<>(fiber);
    future.addListener(listener);
    try {
      while (!future.isDone()) {
        if (Fiber.interrupted()) {
          throw new InterruptedException();
        }
        Fiber.park();
      }
    } finally {
      future.removeListener(listener);
    }
  }

  private static final class Unparker<T> implements GenericFutureListener<Future<T>> {
    private final Fiber<?> fiber;

    Unparker(Fiber<?> fiber) {
      this.fiber = fiber;
    }

    @Override
    public void operationComplete(Future<T> future) {
      Fiber.unpark(fiber);
    }
  }
}
