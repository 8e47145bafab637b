package dev.weft.agent.detect;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * For the self-test: calls of the public native methods that are hooked where a program calls them.
 * This class is rewritten as one of the application.
 */
final class CallSites {
  private CallSites() {}

  @SuppressWarnings({"ThreadPriorityCheck", "WaitNotInLoop"}) // that they are called is all
  static void call(Path file) throws IOException, InterruptedException {
    Thread.sleep(1);
    Thread.yield();
    Object lock = new Object();
    synchronized (lock) {
      lock.wait(1);
    }
    try (RandomAccessFile both = new RandomAccessFile(file.toFile(), "rw")) {
      both.setLength(both.length());
      both.getFD().sync();
    }
  }
}
