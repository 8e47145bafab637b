package dev.weft.it.detect;

import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** What must stay silent. */
final class NotBlocking {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final Operations list;

  NotBlocking(Operations list) {
    this.list = list;
  }

  void addAll() {
    list.kind("");
    addLocks();
    addFutures();
    addChannels();
    addOthers();
  }

  private void addLocks() {
    list.add("ReentrantLock.lock, free", ReentrantLock::new, NotBlocking::lockAndUnlock);
    list.add("ReentrantLock.tryLock", ReentrantLock::new, ReentrantLock::tryLock);
    list.add("WriteLock.lock, free", ReentrantReadWriteLock::new, lock -> lock.writeLock().lock());
    list.add(
        "synchronized, free",
        Object::new,
        lock -> {
          synchronized (lock) {
            lock.notifyAll();
          }
        });
    list.add("Semaphore.acquire, free", () -> new Semaphore(1), Semaphore::acquire);
    list.add("Semaphore.tryAcquire", () -> new Semaphore(0), Semaphore::tryAcquire);
    list.add("CountDownLatch.await, down", () -> new CountDownLatch(0), CountDownLatch::await);
    list.add("Phaser.arrive", () -> new Phaser(1), Phaser::arrive);
    list.add("LockSupport.unpark", () -> LockSupport.unpark(Thread.currentThread()));
    list.add("Thread.onSpinWait", Thread::onSpinWait);
  }

  private static void lockAndUnlock(ReentrantLock lock) {
    lock.lock();
    lock.unlock();
  }

  private void addFutures() {
    list.add(
        "CompletableFuture.get, done",
        () -> CompletableFuture.completedFuture(1),
        CompletableFuture::get);
    list.add(
        "FutureTask.get, done",
        () -> {
          FutureTask<Integer> task = new FutureTask<>(() -> 1);
          task.run();
          return task;
        },
        FutureTask::get);
    list.add("LinkedBlockingQueue.poll()", LinkedBlockingQueue::new, LinkedBlockingQueue::poll);
    list.add("LinkedBlockingQueue.offer", LinkedBlockingQueue::new, queue -> queue.offer(1));
    list.add("Executor.execute", () -> ForkJoinPool.commonPool().execute(() -> {}));
    list.add("Thread.start", () -> new Thread(() -> {}), Thread::start);
  }

  private void addChannels() {
    list.add("Selector.selectNow", Selector::open, Selector::selectNow);
    list.add("SocketChannel.read, non-blocking", NotBlocking::channel, c -> c.read(one()));
    list.add("SocketChannel.write, non-blocking", NotBlocking::channel, c -> c.write(one()));
    list.add(
        "ServerSocketChannel.accept, non-blocking",
        () -> {
          ServerSocketChannel server = server();
          server.configureBlocking(false);
          return server;
        },
        ServerSocketChannel::accept);
    list.add(
        "SocketChannel.connect, non-blocking",
        () -> {
          SocketChannel channel = SocketChannel.open();
          channel.configureBlocking(false);
          return channel;
        },
        channel -> channel.connect(server().getLocalAddress()));
    list.add(
        "DatagramChannel.receive, non-blocking",
        () -> {
          DatagramChannel channel = DatagramChannel.open().bind(new InetSocketAddress(HERE, 0));
          channel.configureBlocking(false);
          return channel;
        },
        channel -> channel.receive(one()));
    list.add(
        "Pipe.SourceChannel.read, non-blocking",
        () -> {
          Pipe.SourceChannel source = Pipe.open().source();
          source.configureBlocking(false);
          return source;
        },
        source -> source.read(one()));
  }

  private static ByteBuffer one() {
    return ByteBuffer.allocate(1);
  }

  private static ServerSocketChannel server() throws java.io.IOException {
    return ServerSocketChannel.open().bind(new InetSocketAddress(HERE, 0));
  }

  private static SocketChannel channel() throws java.io.IOException {
    SocketChannel channel = SocketChannel.open(server().getLocalAddress());
    channel.configureBlocking(false);
    return channel;
  }

  private void addOthers() {
    list.add("InetAddress of a literal", () -> InetAddress.getByName("127.0.0.1"));
    list.add("File.getName", () -> new File("/a/b").getName());
    list.add("Path.normalize", () -> Path.of("/a/../b").normalize().toAbsolutePath());
    list.add("ByteBuffer.allocateDirect", () -> ByteBuffer.allocateDirect(64));
    list.add(
        "ConcurrentHashMap.computeIfAbsent",
        ConcurrentHashMap<String, Integer>::new,
        (Map<String, Integer> map) -> map.computeIfAbsent("a", String::length));
    list.add("LongAdder.increment", LongAdder::new, LongAdder::increment);
    list.add("ThreadLocalRandom", () -> ThreadLocalRandom.current().nextInt());
    list.add("System.nanoTime", System::nanoTime);
    list.add("Class.forName, loaded", () -> Class.forName("java.util.ArrayList"));
    list.add("an exception's stack", () -> new Exception().getStackTrace());
  }
}
