package dev.weft.it.detect;

import dev.weft.it.detect.Operations.Body;
import dev.weft.it.detect.Operations.Operation;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Does every operation in a task of a Netty event loop, one after the other, and prints a line for
 * each: {@code name | expected kind | what was found ...}.
 */
public final class MatrixMain {
  static final String BAR = " | ";

  private MatrixMain() {}

  public static void main(String[] args) {
    try {
      runAll(args[0]);
      System.exit(0);
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(1); // the event loop would go on
    }
  }

  private static void runAll(String tool) throws Exception {
    Observer observer = tool.equals("blockhound") ? new BlockHoundObserver() : new WeftObserver();
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    EventLoop loop = group.next();
    List<Operation> all = new ArrayList<>(Operations.blocking());
    all.addAll(Operations.silent());
    for (Operation operation : all) {
      on(loop, () -> {}); // it has begun, and idles
      Body body = operation.setup().make();
      observer.begin(operation.name());
      on(loop, body);
      System.out.println(
          String.join(BAR, operation.name(), operation.kind(), String.join(BAR, observer.end())));
    }
  }

  /** Waits by no monitor, as Netty's futures do, which the loop would wait for at times. */
  private static void on(EventLoop loop, Body body) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            done.complete(run(body));
          } catch (Throwable t) {
            done.completeExceptionally(t);
          }
        });
    done.get(20, TimeUnit.SECONDS);
  }

  /** The application's frame of what is found is this method's or an operation's. */
  private static Void run(Body body) throws Exception {
    body.run();
    return null;
  }

  /** What a tool found. */
  interface Observer {
    void begin(String operation);

    /** One text a finding. */
    List<String> end();
  }
}
