package dev.weft.it.detect;

import dev.weft.detect.BlockingAllowed;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;

/** Methods that a rule calls blocking, and ones in which blocking is allowed. */
public final class DeclaredMain {
  private DeclaredMain() {}

  public static void main(String[] args) throws Exception {
    new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory())
        .submit(DeclaredMain::handle)
        .get(60, TimeUnit.SECONDS);
    System.exit(0);
  }

  private static int handle() throws InterruptedException {
    return askServer(2) + settle() + Lenient.settle();
  }

  static int askServer(int depth) {
    return depth == 0 ? 0 : 1 + askServer(depth - 1);
  }

  @BlockingAllowed(reason = "a test")
  private static int settle() throws InterruptedException {
    Thread.sleep(1);
    return 1;
  }

  @BlockingAllowed(reason = "a test")
  private static final class Lenient {
    static int settle() throws InterruptedException {
      Thread.sleep(1);
      return 1;
    }
  }
}
