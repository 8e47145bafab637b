package dev.weft.it.detect;

import dev.weft.detect.BlockingError;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Blocks an event loop in several ways, and prints what each of them came to. */
public final class ThrowMain {
  private static final EventLoopGroup LOOPS =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  private ThrowMain() {}

  public static void main(String[] args) throws Exception {
    report("sleep", ThrowMain::sleep);
    report("file", ThrowMain::file);
    report("connect", ThrowMain::connect);
    report("refused", ThrowMain::refused);
    report("interrupted", ThrowMain::interrupted);
    report("callback", ThrowMain::callback);
    report("twice", ThrowMain::twice);
    report("lock", ThrowMain::lock);
    report("allowed", ThrowMain::allowed);
    System.out.println("worker: " + sleep());
    System.exit(0);
  }

  private static void report(String name, Callable<String> body) throws Exception {
    String came;
    try {
      came = LOOPS.submit(body).get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable thrown = e.getCause();
      came = thrown + " at " + thrown.getStackTrace()[0].getMethodName();
    }
    System.out.println(name + ": " + came);
  }

  private static String sleep() throws InterruptedException {
    Thread.sleep(2);
    return "slept";
  }

  /** A warning only. */
  private static String file() throws IOException {
    return Files.exists(Path.of("nothing")) ? "there" : "not there";
  }

  private static String connect() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      return "connected " + client.isConnected();
    }
  }

  /** What the JDK throws comes as it is, and nothing comes after it. */
  private static String refused() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    String message = "";
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      message = "connected " + client;
    } catch (IOException e) {
      message = e.getClass().getSimpleName().concat("!");
    }
    return message.concat("!");
  }

  private static String interrupted() {
    Thread.currentThread().interrupt();
    try {
      Thread.sleep(10_000);
    } catch (InterruptedException e) {
      return e.getClass().getSimpleName().concat("!");
    }
    return "not interrupted";
  }

  /** Thrown in the lambda, through the JDK's method that calls it. */
  private static String callback() {
    StringBuilder done = new StringBuilder();
    try {
      List.of(1, 2).forEach(n -> done.append(sleepQuietly()));
    } catch (BlockingError e) {
      return done + "thrown at " + e.getStackTrace()[0].getMethodName();
    }
    return done.toString();
  }

  private static String sleepQuietly() {
    try {
      return sleep();
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }

  private static String twice() throws InterruptedException {
    int thrown = 0;
    for (int i = 0; i < 2; i++) {
      try {
        TimeUnit.MILLISECONDS.sleep(1);
      } catch (BlockingError e) {
        thrown++;
      }
    }
    return "thrown " + thrown;
  }

  private static String lock() {
    ReentrantLock lock = new ReentrantLock();
    Waiting.inBackground(
        () -> {
          lock.lock();
          while (!lock.hasQueuedThreads()) {
            Thread.onSpinWait();
          }
          Thread.sleep(20);
          lock.unlock();
        });
    while (!lock.isLocked()) {
      Thread.onSpinWait();
    }
    lock.lock();
    try {
      return "locked";
    } finally {
      lock.unlock();
    }
  }

  private static String allowed() throws InterruptedException {
    Thread.sleep(2);
    return "slept";
  }
}
