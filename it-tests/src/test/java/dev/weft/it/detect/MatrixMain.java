package dev.weft.it.detect;

import dev.weft.it.detect.Operations.Body;
import dev.weft.it.detect.Operations.Operation;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;
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
      loop.submit(() -> {}).get(); // it has begun, and idles
      Body body = operation.setup().make();
      observer.begin(operation.name());
      loop.submit(() -> run(body)).get(20, TimeUnit.SECONDS);
      System.out.println(
          String.join(BAR, operation.name(), operation.kind(), String.join(BAR, observer.end())));
    }
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
