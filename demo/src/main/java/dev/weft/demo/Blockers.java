package dev.weft.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;

/** Calls that block, by the kind that the report gives them. */
final class Blockers {
  private static final int MILLIS = 150;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final Map<String, Callable<?>> BY_KIND = new LinkedHashMap<>();

  static {
    BY_KIND.put("sleep", Blockers::sleep);
    BY_KIND.put("lock", Blockers::waitForLock);
    BY_KIND.put("dns", Blockers::resolve);
    BY_KIND.put("connect", Blockers::connect);
    BY_KIND.put("file-data", Blockers::readFile);
    BY_KIND.put("sync", Blockers::writeThrough);
    BY_KIND.put("process", Blockers::startProcess);
  }

  private Blockers() {}

  static Set<String> kinds() {
    return BY_KIND.keySet();
  }

  /**
   * The call of that kind.
   *
   * @param kind one of {@link #kinds}
   */
  static Callable<?> of(String kind) {
    return java.util.Objects.requireNonNull(BY_KIND.get(kind));
  }

  private static int sleep() throws InterruptedException {
    Thread.sleep(MILLIS);
    return MILLIS;
  }

  /** Another thread holds the lock, for a while after it is waited for. */
  private static boolean waitForLock() {
    ReentrantLock lock = new ReentrantLock();
    Thread owner = new Thread(() -> hold(lock), "demo-lock-owner");
    owner.start();
    while (!lock.isLocked()) {
      Thread.onSpinWait();
    }
    lock.lock();
    try {
      return lock.isHeldByCurrentThread();
    } finally {
      lock.unlock();
    }
  }

  private static void hold(ReentrantLock lock) {
    lock.lock();
    try {
      while (!lock.hasQueuedThreads()) {
        Thread.onSpinWait();
      }
      Thread.sleep(MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Asks for the name of this machine's own address, which the JDK does not remember. */
  private static String resolve() throws IOException {
    return InetAddress.getByAddress(LOOPBACK).getCanonicalHostName();
  }

  private static boolean connect() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      return client.isConnected();
    }
  }

  private static String readFile() throws IOException {
    return Files.readString(Path.of(System.getProperty("java.home"), "release"));
  }

  private static boolean writeThrough() throws IOException {
    Path file = Files.createTempFile("weft-demo", null);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1));
      channel.force(true);
      return true;
    } finally {
      Files.delete(file);
    }
  }

  private static int startProcess() throws IOException, InterruptedException {
    return new ProcessBuilder("true").start().waitFor();
  }
}
