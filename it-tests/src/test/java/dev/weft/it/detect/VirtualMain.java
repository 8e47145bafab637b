package dev.weft.it.detect;

import java.lang.reflect.Method;

/** Virtual threads that sleep, and may do so or not: they are pinned or not. Needs Java 21. */
public final class VirtualMain {
  private static final long MILLIS = 5;

  private VirtualMain() {}

  public static void main(String[] args) {
    try {
      Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
      ((Thread) start.invoke(null, (Runnable) () -> {})).join(); // the first has JFR start
      JfrStart.await();
      Runnable body =
          switch (args[0]) {
            case "free" -> VirtualMain::sleep;
            case "pinned" -> VirtualMain::sleepPinned;
            case "initialiser" -> VirtualMain::initialise;
            default -> throw new IllegalArgumentException(args[0]);
          };
      ((Thread) start.invoke(null, body)).join();
      System.exit(0);
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(3);
    }
  }

  static void sleep() {
    try {
      Thread.sleep(MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a native frame would do it. */
  static void sleepPinned() {
    try {
      Class<?> continuation = Class.forName("jdk.internal.vm.Continuation");
      continuation.getMethod("pin").invoke(null);
      try {
        sleep();
      } finally {
        continuation.getMethod("unpin").invoke(null);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static void initialise() {
    Slow.touch();
  }

  /** Sleeps in its initialiser. */
  private static final class Slow {
    static {
      sleep();
    }

    static void touch() {}
  }
}
