package dev.weft.it.detect;

import dev.weft.detect.Blocking;
import dev.weft.detect.BlockingAllowed;
import dev.weft.it.detect.Operations.Body;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/** Has event loops and others wait for monitors and locks that other threads have. */
public final class ContentionMain {
  static final String OWNER = "the-owner";

  private final EventLoop loop =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()).next();

  private static volatile Thread awaited;

  private ContentionMain() {}

  public static void main(String[] args) {
    try {
      new ContentionMain().run(args);
      System.exit(0);
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(3);
    }
  }

  private void run(String[] args) throws Exception {
    switch (args[0]) {
      case "monitor" -> monitor(150);
      case "class" -> whileAClassIsInitialised();
      case "often" -> often();
      case "deep" -> deep();
      case "elsewhere" -> elsewhere();
      case "recorded" -> recorded(Path.of(args[1]));
      case "default-loop" -> onDefaultLoop();
      case "long" -> contend(400);
      case "endless" -> endless();
      case "lock" -> lock(new ReentrantLock());
      case "write-lock" -> lock(new ReentrantReadWriteLock().writeLock());
      case "nothing" -> onLoop(() -> {});
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private void onLoop(Body body) throws Exception {
    onExecutor(loop, body);
  }

  private static void onExecutor(java.util.concurrent.ExecutorService executor, Body body)
      throws Exception {
    executor
        .submit(
            () -> {
              body.run();
              return null;
            })
        .get(100, TimeUnit.SECONDS);
  }

  private void awaitEvents() throws Exception {
    onLoop(() -> {});
    JfrStart.await();
  }

  private void monitor(long millis) throws Exception {
    awaitEvents();
    contend(millis);
  }

  private void onDefaultLoop() throws Exception {
    awaitEvents();
    contend(new DefaultEventLoop(), 50);
  }

  private void contend(long millis) throws Exception {
    contend(loop, millis);
  }

  private static void contend(EventLoop on, long millis) throws Exception {
    Object monitor = new StringBuilder();
    Thread waiting = threadOf(on);
    Thread owner = own(monitor, waiting, millis);
    onExecutor(on, () -> enterMonitor(monitor));
    owner.join();
  }

  private void whileAClassIsInitialised() throws Exception {
    awaitEvents();
    awaited = threadOf(loop);
    Object monitor = new Object();
    Thread owner =
        own(
            monitor,
            begun -> {
              begun.run();
              Initialised.touch();
            });
    onLoop(() -> enterMonitor(monitor));
    owner.join();
  }

  private static final class Initialised {
    static {
      ContentionKeeper.keepUntilWaitedFor(awaited, Thread.State.BLOCKED, 150);
    }

    static void touch() {}
  }

  private static Thread threadOf(java.util.concurrent.ExecutorService executor) throws Exception {
    return executor.submit(Thread::currentThread).get();
  }

  /** Has a thread own the monitor until another one has waited for it for that long. */
  private static Thread own(Object monitor, Thread waiting, long millis) throws Exception {
    return own(
        monitor,
        begun -> ContentionKeeper.keepUntilWaitedFor(begun, waiting, Thread.State.BLOCKED, millis));
  }

  private static Thread own(Object monitor, Consumer<Runnable> meanwhile) throws Exception {
    CountDownLatch isOwned = new CountDownLatch(1);
    Thread owner =
        new Thread(
            () -> {
              synchronized (monitor) {
                meanwhile.accept(isOwned::countDown);
              }
            },
            OWNER);
    owner.start();
    isOwned.await();
    return owner;
  }

  static void enterMonitor(Object monitor) {
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  private void often() throws Exception {
    awaitEvents();
    for (int i = 0; i < 10; i++) {
      contend(10);
    }
  }

  /** The frame that begins the turn is further out than JFR's stacks reach by default. */
  private void deep() throws Exception {
    awaitEvents();
    Object monitor = new Object();
    Thread owner = own(monitor, threadOf(loop), 20);
    onLoop(() -> descend(200, monitor));
    owner.join();
  }

  static void descend(int levels, Object monitor) {
    if (levels == 0) {
      enterMonitor(monitor);
    } else {
      descend(levels - 1, monitor);
    }
  }

  /** Where it is allowed: on a worker, on a plain thread, by the API and by an annotation. */
  private void elsewhere() throws Exception {
    awaitEvents();
    DefaultEventExecutor worker = new DefaultEventExecutor();
    Object monitor = new Object();
    Thread owner = own(monitor, threadOf(worker), 20);
    onExecutor(worker, () -> enterMonitor(monitor));
    owner.join();
    worker.shutdownGracefully(0, 1, TimeUnit.SECONDS).get();
    Thread other = own(monitor, Thread.currentThread(), 20);
    enterMonitor(monitor);
    other.join();
    Thread third = own(monitor, threadOf(loop), 20);
    onLoop(() -> Blocking.allowed("a test", () -> entered(monitor)));
    third.join();
    Thread fourth = own(monitor, threadOf(loop), 20);
    onLoop(() -> enterWhereItIsAllowed(monitor));
    fourth.join();
  }

  @BlockingAllowed(reason = "a test")
  static void enterWhereItIsAllowed(Object monitor) {
    enterMonitor(monitor);
  }

  private static Object entered(Object monitor) {
    enterMonitor(monitor);
    return monitor;
  }

  /** With a recording of the user's own, before and after the agent's. */
  private void recorded(Path file) throws Exception {
    try (Recording user = new Recording(Configuration.getConfiguration("default"))) {
      user.start();
      monitor(30);
      user.stop();
      user.dump(file);
    }
    contend(30);
  }

  /** The thread still waits when the JVM exits. */
  private void endless() throws Exception {
    awaitEvents();
    Object monitor = new Object();
    Thread waiting = threadOf(loop);
    Thread owner = own(monitor, waiting, TimeUnit.DAYS.toMillis(1));
    owner.isAlive();
    loop.execute(() -> enterMonitor(monitor));
    ContentionKeeper.keepUntilWaitedFor(waiting, Thread.State.BLOCKED, 1000);
  }

  private void lock(Lock lock) throws Exception {
    Thread waiting = threadOf(loop);
    CountDownLatch isOwned = new CountDownLatch(1);
    Thread owner =
        new Thread(
            () -> {
              lock.lock();
              ContentionKeeper.keepUntilWaitedFor(
                  isOwned::countDown, waiting, Thread.State.WAITING, 150);
              lock.unlock();
            },
            OWNER);
    owner.setDaemon(true);
    owner.start();
    isOwned.await();
    onLoop(() -> enterLock(lock));
  }

  static void enterLock(Lock lock) {
    lock.lock();
    lock.unlock();
  }
}
