package dev.weft.it.detect;

import dev.weft.detect.Blocking;
import dev.weft.it.detect.Operations.Body;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jetbrains.annotations.NonBlocking;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/** Does one of several things, and exits; the agent writes what it found. */
public final class ScenarioMain {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

  /** Who is about to enter the monitor. */
  private volatile @Nullable Thread waiting;

  private ScenarioMain() {}

  public static void main(String[] args) {
    try {
      new ScenarioMain().run(args[0]);
      System.exit(0);
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(3);
    }
  }

  private void run(String scenario) throws Exception {
    switch (scenario) {
      case "nothing" -> sleepFor(1);
      case "sleep" -> onLoop(ScenarioMain::sleepInHandler);
      case "default-loop" -> onDefaultLoop();
      case "resolver" -> connectByName();
      case "uuid" -> onLoop(() -> UUID.randomUUID());
      case "lock" -> takeHeldLock();
      case "monitor" -> takeHeldMonitor();
      case "compute" -> compute();
      case "annotations" -> annotated();
      case "reactor" -> inReactor();
      case "allowed" -> onLoop(() -> Blocking.allowed("a test", () -> sleepFor(5)));
      case "forbidden" -> Blocking.forbidden(() -> sleepFor(5));
      case "workers" -> onWorkers();
      case "interrupted" -> onLoop(ScenarioMain::interruptedThenSleeping);
      case "many" -> readTenMillionTimes();
      case "server" -> HttpScenario.serve(group);
      default -> throw new IllegalArgumentException(scenario);
    }
  }

  private void onLoop(Body body) throws Exception {
    group
        .next()
        .submit(
            () -> {
              body.run();
              return null;
            })
        .get(100, TimeUnit.SECONDS);
  }

  private static void onDefaultLoop() throws Exception {
    EventLoop loop = new DefaultEventLoop();
    loop.submit(
            () -> {
              sleepInHandler();
              return null;
            })
        .get(100, TimeUnit.SECONDS);
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).get();
  }

  static void sleepInHandler() throws Exception {
    Thread.sleep(5);
  }

  private static Object sleepFor(long millis) throws Exception {
    Thread.sleep(millis);
    return null;
  }

  /**
   * Netty's default resolver looks the name up on the event loop if the channel is not registered
   * yet when connect returns, which is the rule; here the loop is kept busy so long.
   */
  private void connectByName() throws Exception {
    EventLoop loop = group.next();
    CountDownLatch isConnecting = new CountDownLatch(1);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      loop.submit(
          () -> {
            isConnecting.await();
            return null;
          });
      ChannelFuture connection =
          new Bootstrap()
              .group(loop)
              .channel(NioSocketChannel.class)
              .handler(new ChannelInboundHandlerAdapter())
              .connect("localhost", server.getLocalPort());
      isConnecting.countDown();
      connection.sync().channel().close().sync();
    }
  }

  private void takeHeldLock() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch isHeld = new CountDownLatch(1);
    Waiting.inBackground(
        () -> {
          lock.lock();
          isHeld.countDown();
          awaitCondition(lock::hasQueuedThreads);
          Thread.sleep(150);
          lock.unlock();
        });
    isHeld.await();
    onLoop(() -> enterLock(lock));
  }

  static void enterLock(ReentrantLock lock) {
    lock.lock();
    lock.unlock();
  }

  private void takeHeldMonitor() throws Exception {
    Object monitor = new Object();
    CountDownLatch isHeld = new CountDownLatch(1);
    Waiting.inBackground(
        () -> {
          synchronized (monitor) {
            isHeld.countDown();
            awaitCondition(() -> isBlocked(waiting));
            Thread.sleep(500);
          }
        });
    isHeld.await();
    onLoop(
        () -> {
          waiting = Thread.currentThread();
          enterMonitor(monitor);
        });
  }

  private static boolean isBlocked(@Nullable Thread thread) {
    return thread != null && thread.getState() == Thread.State.BLOCKED;
  }

  private static void awaitCondition(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  static void enterMonitor(Object monitor) {
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  /** After the time in which the JVM loads many classes. */
  private void compute() throws Exception {
    onLoop(() -> {});
    JfrStart.await();
    onLoop(ScenarioMain::computeLong);
  }

  /** By the thread's own clock. */
  static void computeLong() {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long end = clock.getCurrentThreadCpuTime() + TimeUnit.MILLISECONDS.toNanos(1500);
    while (clock.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }

  private void annotated() throws Exception {
    mustNotBlock();
    onLoop(ScenarioMain::callBlocking);
  }

  @NonBlocking
  static void mustNotBlock() throws Exception {
    Thread.sleep(1);
  }

  static void callBlocking() {
    declaredBlocking();
  }

  @org.jetbrains.annotations.Blocking
  static void declaredBlocking() {
    Thread.onSpinWait();
  }

  private static void inReactor() throws Exception {
    CountDownLatch done = new CountDownLatch(2);
    Schedulers.parallel().schedule(() -> sleepAndCount(done));
    Schedulers.boundedElastic().schedule(() -> sleepOnElasticAndCount(done));
    done.await();
  }

  static void sleepAndCount(CountDownLatch done) {
    Body sleep = ScenarioMain::sleepInHandler;
    try {
      sleep.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    done.countDown();
  }

  static void sleepOnElasticAndCount(CountDownLatch done) {
    sleepAndCount(done);
  }

  private static void onWorkers() throws Exception {
    DefaultEventExecutor worker = new DefaultEventExecutor();
    worker.submit(() -> sleepFor(5)).get();
    worker.shutdownGracefully(0, 1, TimeUnit.SECONDS).get();
    Thread.sleep(5);
  }

  /** The second call must be found though the first one's end is not seen. */
  private static void interruptedThenSleeping() throws Exception {
    Thread.currentThread().interrupt();
    try {
      Thread.sleep(10_000);
    } catch (InterruptedException expected) {
      sleepInHandler();
    }
  }

  /** At the end of a file, where a read costs least. */
  private void readTenMillionTimes() throws Exception {
    try (InputStream empty = new FileInputStream("/dev/null")) {
      onLoop(
          () -> {
            for (int i = 0; i < 10_000_000; i++) {
              empty.read();
            }
          });
    }
  }
}
