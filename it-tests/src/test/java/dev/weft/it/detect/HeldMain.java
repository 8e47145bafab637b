package dev.weft.it.detect;

import dev.weft.Fiber;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Fibers that suspend while they hold something, or just after. */
public final class HeldMain {
  private static final Duration BRIEFLY = Duration.ofMillis(5);

  private HeldMain() {}

  public static void main(String[] args) {
    try {
      ReentrantReadWriteLock both = new ReentrantReadWriteLock();
      switch (args[0]) {
        case "lock" -> inFiber(() -> acrossSleep(new ReentrantLock()));
        case "read-lock" -> inFiber(() -> acrossSleep(both.readLock()));
        case "write-lock" -> inFiber(() -> acrossSleep(both.writeLock()));
        case "helper" -> inFiber(() -> takenElsewhere(new ReentrantLock()));
        case "yields" -> inFiber(() -> acrossYields(new ReentrantLock()));
        case "released" -> inFiber(() -> releasedBefore(new ReentrantLock(), both.readLock()));
        case "many" -> inFiber(() -> manyFreeLocks(new ReentrantLock()));
        case "monitor" -> inFiber(() -> inMonitor(new Object()));
        case "synchronized" -> inFiber(() -> inSynchronizedMethod());
        default -> throw new IllegalArgumentException(args[0]);
      }
      System.exit(0);
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(3);
    }
  }

  private interface Body {
    void run() throws Exception;
  }

  private static void inFiber(Body body) throws Exception {
    Fiber.start(
            () -> {
              body.run();
              return null;
            })
        .get(60, TimeUnit.SECONDS);
  }

  static void acrossSleep(Lock lock) throws Exception {
    lock.lock(); // takes it
    try {
      Fiber.sleep(BRIEFLY);
    } finally {
      lock.unlock();
    }
    Fiber.sleep(BRIEFLY);
  }

  static void takenElsewhere(Lock lock) throws Exception {
    if (take(lock)) {
      Fiber.sleep(BRIEFLY);
      lock.unlock();
    }
  }

  static boolean take(Lock lock) throws Exception {
    return lock.tryLock(1, TimeUnit.SECONDS);
  }

  static void acrossYields(Lock lock) {
    lock.lock();
    for (int i = 0; i < 10; i++) {
      Fiber.yield();
    }
    lock.unlock();
  }

  static void releasedBefore(Lock one, Lock two) throws Exception {
    one.lock();
    two.lock();
    two.unlock();
    one.unlock();
    Fiber.sleep(BRIEFLY);
  }

  /** More than places are noted for. */
  static void manyFreeLocks(Lock lock) throws Exception {
    for (int i = 0; i < 100_000; i++) {
      lock.lock();
      lock.unlock();
    }
    Fiber.sleep(BRIEFLY);
  }

  static void inMonitor(Object monitor) throws Exception {
    Object before = new Object();
    synchronized (before) {
      before.notifyAll();
    }
    synchronized (monitor) { // enters it
      Object inner = new Object();
      synchronized (inner) {
        inner.notifyAll();
      }
      Fiber.sleep(BRIEFLY);
    }
  }

  static synchronized void inSynchronizedMethod() throws Exception {
    Fiber.sleep(BRIEFLY);
  }
}
