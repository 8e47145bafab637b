package dev.weft.it.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A suspended continuation keeps alive what its code will still use, and nothing else. */
class RetentionTest {
  private static final ContinuationScope SCOPE = new ContinuationScope("retention");
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @Test
  void deadLocalsAreNotKept() throws InterruptedException {
    DeadLocals body = new DeadLocals();
    Continuation c = new Continuation(SCOPE, body);
    c.run();
    assertCleared(body.dead);
    assertCleared(body.deadArgument);
    assertFalse(body.live.refersTo(null));
    c.run();
    assertEquals(10, body.used);
    assertTrue(c.isDone());
  }

  private static final class DeadLocals implements Runnable {
    WeakReference<Object> dead;
    WeakReference<Object> deadArgument;
    WeakReference<int[]> live;
    int used;

    @Override
    public void run() {
      Object unused = new Object();
      dead = new WeakReference<>(unused);
      int[] later = new int[10];
      live = new WeakReference<>(later);
      take(new Object());
      used = later.length;
    }

    private void take(Object argument) {
      deadArgument = new WeakReference<>(argument);
      Continuation.yield(SCOPE);
    }
  }

  /**
   * What one iteration held is free in the next, in a frame that is saved and restored each time.
   */
  @Test
  void loopsDoNotAccumulate() throws InterruptedException {
    Looping body = new Looping();
    Continuation c = new Continuation(SCOPE, body);
    for (int i = 0; i < 2000; i++) {
      c.run();
    }
    int frames = c.getStackTrace().length;
    assertEquals(2000, body.seen.size());
    for (int i = 0; i < 1998; i += 97) {
      assertCleared(body.seen.get(i));
    }
    assertFalse(body.seen.get(1999).refersTo(null));
    c.run();
    assertEquals(frames, c.getStackTrace().length);
  }

  private static final class Looping implements Runnable {
    final List<WeakReference<byte[]>> seen = new ArrayList<>();

    @Override
    public void run() {
      int sum = 0;
      while (sum >= 0) {
        byte[] held = new byte[1000];
        seen.add(new WeakReference<>(held));
        sum += step(held);
      }
    }

    private static int step(byte[] held) {
      Continuation.yield(SCOPE);
      return held[999];
    }
  }

  /** A finished continuation, and one whose frames run again, hold none of what they had saved. */
  @Test
  void restoredFramesAreEmpty() throws InterruptedException {
    Restored body = new Restored();
    Continuation c = new Continuation(SCOPE, body);
    c.run();
    c.run();
    assertCleared(body.first);
    c.run();
    assertTrue(c.isDone());
    assertCleared(body.second);
    assertNull(Continuation.current(SCOPE));
  }

  private static final class Restored implements Runnable {
    WeakReference<Object> first;
    WeakReference<Object> second;

    @Override
    public void run() {
      Object a = new Object();
      first = new WeakReference<>(a);
      Continuation.yield(SCOPE);
      a.hashCode();
      a = null;
      Object b = new Object();
      second = new WeakReference<>(b);
      Continuation.yield(SCOPE);
      b.hashCode();
    }
  }

  private static void assertCleared(WeakReference<?> reference) throws InterruptedException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!reference.refersTo(null)) {
      assertTrue(System.nanoTime() < end, "still reachable after " + DEADLINE);
      System.gc();
      Thread.onSpinWait();
    }
  }
}
