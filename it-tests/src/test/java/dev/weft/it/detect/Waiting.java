package dev.weft.it.detect;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.lang.ref.ReferenceQueue;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Waiting for time, threads, locks and processes. */
final class Waiting {
  private final Operations list;

  Waiting(Operations list) {
    this.list = list;
  }

  void addAll() {
    addSleeping();
    addWaiting();
    addSynchronizers();
    addQueues();
    addExecutors();
    addLocks();
    addProcesses();
    addOthers();
  }

  private void addSleeping() {
    list.kind("sleep");
    list.add("Thread.sleep(long)", () -> Thread.sleep(1));
    list.add("Thread.sleep(long, int)", () -> Thread.sleep(1, 1));
    list.add("TimeUnit.sleep", () -> MILLISECONDS.sleep(1));
    list.kind("spin");
    list.add("Thread.yield", () -> Thread.yield());
  }

  private void addWaiting() {
    list.kind("await");
    list.add("Object.wait(long)", Object::new, lock -> waitFor(lock, () -> lock.wait(1)));
    list.add("Object.wait(long, int)", Object::new, lock -> waitFor(lock, () -> lock.wait(0, 9)));
    list.add("Object.wait()", Object::new, Waiting::waitForNotice);
    list.add("Thread.join()", () -> inBackground(() -> Thread.sleep(20)), Thread::join);
    list.add("Thread.join(long)", () -> inBackground(() -> Thread.sleep(20)), t -> t.join(1));
    list.add("LockSupport.park", Waiting::parkUntilUnparked);
    list.add("LockSupport.parkNanos", () -> LockSupport.parkNanos(1000));
    list.add("LockSupport.parkUntil", () -> LockSupport.parkUntil(System.currentTimeMillis() + 2));
    list.add("ReferenceQueue.remove", () -> new ReferenceQueue<>().remove(1));
  }

  private static void waitFor(Object lock, Operations.Body body) throws Exception {
    synchronized (lock) {
      body.run();
    }
  }

  private static void waitForNotice(Object lock) throws Exception {
    synchronized (lock) {
      inBackground(
          () -> {
            synchronized (lock) {
              lock.notifyAll();
            }
          });
      lock.wait();
    }
  }

  private static void parkUntilUnparked() throws Exception {
    Thread me = Thread.currentThread();
    inBackground(
        () -> {
          while (me.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
          LockSupport.unpark(me);
        });
    LockSupport.park();
  }

  private void addSynchronizers() {
    list.add("CountDownLatch.await", () -> new CountDownLatch(1).await(20, MILLISECONDS));
    list.add("Semaphore.tryAcquire", () -> new Semaphore(0).tryAcquire(20, MILLISECONDS));
    list.add("CyclicBarrier.await", () -> late(() -> new CyclicBarrier(2).await(20, MILLISECONDS)));
    list.add(
        "Phaser.awaitAdvanceInterruptibly",
        () -> late(() -> new Phaser(1).awaitAdvanceInterruptibly(0, 20, MILLISECONDS)));
    list.add(
        "Exchanger.exchange", () -> late(() -> new Exchanger<>().exchange("", 20, MILLISECONDS)));
    list.add("FutureTask.get", () -> late(() -> new FutureTask<>(() -> 1).get(20, MILLISECONDS)));
    list.add(
        "CompletableFuture.get", () -> late(() -> new CompletableFuture<>().get(20, MILLISECONDS)));
    list.add(
        "CompletableFuture.join",
        () -> CompletableFuture.supplyAsync(() -> slowly(1)),
        CompletableFuture::join);
  }

  private static void late(Operations.Body body) throws Exception {
    try {
      body.run();
    } catch (TimeoutException expected) {
      // it has waited
    }
  }

  private static int slowly(int value) {
    LockSupport.parkNanos(20_000_000);
    return value;
  }

  private void addQueues() {
    list.add("LinkedBlockingQueue.poll", () -> new LinkedBlockingQueue<>().poll(20, MILLISECONDS));
    list.add(
        "ArrayBlockingQueue.offer",
        () -> new ArrayBlockingQueue<>(1, true, List.of("full")),
        queue -> queue.offer("more", 20, MILLISECONDS));
    list.add("SynchronousQueue.poll", () -> new SynchronousQueue<>().poll(20, MILLISECONDS));
    list.add(
        "LinkedTransferQueue.tryTransfer",
        () -> new LinkedTransferQueue<>().tryTransfer("", 20, MILLISECONDS));
    list.add("DelayQueue.poll", () -> new DelayQueue<Delayed>().poll(20, MILLISECONDS));
    list.add(
        "PriorityBlockingQueue.poll", () -> new PriorityBlockingQueue<>().poll(20, MILLISECONDS));
    list.add(
        "LinkedBlockingDeque.pollLast",
        () -> new LinkedBlockingDeque<>().pollLast(20, MILLISECONDS));
  }

  private void addExecutors() {
    list.add(
        "ExecutorService.invokeAll",
        () -> Executors.newSingleThreadExecutor(Waiting::daemon),
        pool -> pool.invokeAll(List.of(() -> slowly(1))));
    list.add(
        "ExecutorService.awaitTermination",
        () -> Executors.newSingleThreadExecutor(Waiting::daemon),
        pool -> pool.awaitTermination(20, MILLISECONDS));
    list.add(
        "ForkJoinTask.get",
        () -> ForkJoinPool.commonPool().submit(() -> slowly(1)),
        task -> task.get());
  }

  private void addLocks() {
    list.add(
        "Condition.await",
        ReentrantLock::new,
        lock -> {
          Condition condition = lock.newCondition();
          lock.lock();
          condition.await(20, MILLISECONDS);
          lock.unlock();
        });
    list.kind("lock");
    list.add("ReentrantLock.lock", () -> held(new ReentrantLock()), Waiting::lockAndUnlock);
    list.add(
        "ReentrantLock.tryLock(time)",
        () -> held(new ReentrantLock()),
        lock -> lock.tryLock(20, MILLISECONDS));
    list.add(
        "ReadLock.lock",
        () -> {
          ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
          held(lock.writeLock());
          return lock.readLock();
        },
        Waiting::lockAndUnlock);
    list.add(
        "WriteLock.lock",
        () -> held(new ReentrantReadWriteLock().writeLock()),
        Waiting::lockAndUnlock);
    list.add(
        "StampedLock.writeLock",
        () -> {
          StampedLock lock = new StampedLock();
          held(lock.asWriteLock());
          return lock;
        },
        lock -> lock.unlockWrite(lock.writeLock()));
  }

  private static void lockAndUnlock(Lock lock) {
    lock.lock();
    lock.unlock();
  }

  /** Has another thread hold it for a while. */
  private static Lock held(Lock lock) throws InterruptedException {
    CountDownLatch isHeld = new CountDownLatch(1);
    inBackground(
        () -> {
          lock.lock();
          isHeld.countDown();
          Thread.sleep(50);
          lock.unlock();
        });
    isHeld.await();
    return lock;
  }

  private void addProcesses() {
    list.kind("process");
    list.add("ProcessBuilder.start", () -> new ProcessBuilder("true").start());
    list.add("Process.waitFor", () -> new ProcessBuilder("true").start(), Process::waitFor);
    list.add(
        "Process.waitFor(time)",
        () -> new ProcessBuilder("sleep", "0.1").start(),
        process -> process.waitFor(20, MILLISECONDS));
  }

  private void addOthers() {
    list.kind("await");
    list.add(
        "PipedInputStream.read",
        () -> {
          PipedOutputStream out = new PipedOutputStream();
          PipedInputStream in = new PipedInputStream(out);
          inBackground(() -> writeLater(() -> out.write(1), out::flush));
          return in;
        },
        PipedInputStream::read);
    list.add(
        "PipedReader.read",
        () -> {
          PipedWriter out = new PipedWriter();
          PipedReader in = new PipedReader(out);
          inBackground(() -> writeLater(() -> out.write(1), out::flush));
          return in;
        },
        PipedReader::read);
    list.kind("random");
    list.add("SecureRandom.generateSeed", () -> new SecureRandom().generateSeed(8));
    list.add("UUID.randomUUID", UUID::randomUUID);
    list.kind("classload");
    list.add("ClassLoader.loadClass", Waiting::freshLoader, loader -> loader.loadClass(CLASS));
    list.add("Class.forName", Waiting::freshLoader, loader -> Class.forName(CLASS, false, loader));
  }

  private static final String CLASS = "com.google.gson.Gson";

  private static URLClassLoader freshLoader() {
    URL jar = com.google.gson.Gson.class.getProtectionDomain().getCodeSource().getLocation();
    return new URLClassLoader(new URL[] {jar}, null);
  }

  private static void writeLater(Operations.Body write, Operations.Body flush) throws Exception {
    Thread.sleep(20);
    write.run();
    flush.run();
    Thread.sleep(100); // a reader that finds the writer dead fails
  }

  private static Thread daemon(Runnable code) {
    Thread thread = new Thread(code);
    thread.setDaemon(true);
    return thread;
  }

  static Thread inBackground(Operations.Body body) {
    Thread thread =
        daemon(
            () -> {
              try {
                body.run();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }
}
