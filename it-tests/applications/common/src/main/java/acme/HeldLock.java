package acme;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** A lock that another thread holds until somebody has waited for it. */
public final class HeldLock {
  private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  private HeldLock() {}

  /** Comes back once the lock is held. */
  public static ReentrantLock take() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch isHeld = new CountDownLatch(1);
    Thread holder = new Thread(() -> hold(lock, isHeld), "holder");
    holder.setDaemon(true);
    holder.start();
    isHeld.await();
    return lock;
  }

  private static void hold(ReentrantLock lock, CountDownLatch isHeld) {
    lock.lock();
    isHeld.countDown();
    while (!lock.hasQueuedThreads()) {
      Thread.yield();
    }
    LockSupport.parkNanos(WAIT_NANOS);
    lock.unlock();
  }
}
