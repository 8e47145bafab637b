package dev.weft.it.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.Generator;
import dev.weft.Pinned;
import dev.weft.PinnedException;
import dev.weft.it.foreign.closed.Taking;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.Test;

/** Delegators that woven classes inherit from the JDK, and what else a sceptic found. */
class InheritedTest {
  private static final ContinuationScope SCOPE = new ContinuationScope("inherited");
  private static final ContinuationScope INNER = new ContinuationScope("inner");

  /** Its read suspends when asked to. */
  private static final class Slow extends InputStream {
    private final boolean suspends;
    private int n;

    Slow(boolean suspends) {
      this.suspends = suspends;
    }

    @Override
    public int read() {
      if (suspends) {
        Continuation.yield(SCOPE);
      }
      return n < 3 ? n++ : -1;
    }
  }

  /** Inherits read, which is the JDK's and calls a read. */
  private static class Summing extends CheckedInputStream {
    Summing(InputStream in) {
      super(in, new CRC32());
    }
  }

  /** Calls the same by super. */
  private static final class SummingBySuper extends Summing {
    SummingBySuper(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return super.read();
    }
  }

  private static long drain(Summing in) {
    try {
      while (in.read() >= 0) {
        // all of it
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return in.getChecksum().getValue();
  }

  private static final class Pinning extends Continuation {
    private int pins;

    Pinning(Runnable target) {
      super(SCOPE, target);
    }

    @Override
    protected void onPinned(Pinned reason) {
      pins++;
    }
  }

  private static void requirePinnedButRight(Summing plain, Summing suspending) {
    long expected = drain(plain);
    long[] sum = new long[1];
    Pinning c = new Pinning(() -> sum[0] = drain(suspending));
    while (!c.isDone()) {
      c.run();
    }
    assertEquals(expected, sum[0]);
    assertEquals(4, c.pins);
  }

  @Test
  void anInheritedDelegator() {
    requirePinnedButRight(new Summing(new Slow(false)), new Summing(new Slow(true)));
  }

  @Test
  void anInheritedDelegatorBySuper() {
    requirePinnedButRight(new SummingBySuper(new Slow(false)), new SummingBySuper(new Slow(true)));
  }

  private static void suspend() {
    if (Continuation.current(SCOPE) != null) {
      Continuation.yield(SCOPE);
    }
  }

  @Test
  void anArrayOfATypeWithoutAccess() {
    Pinning c = new Pinning(() -> assertEquals(3, Hoard.run(InheritedTest::suspend)));
    while (!c.isDone()) {
      c.run();
    }
    assertEquals(3, Hoard.run(InheritedTest::suspend), "outside a continuation");
  }

  @Test
  void anInnerContinuationGoesOnOnlyWithTheOuterOne() {
    List<String> order = new ArrayList<>();
    Continuation inner =
        new Continuation(
            INNER,
            () -> {
              Continuation.yield(SCOPE);
              order.add("inner");
            });
    Continuation outer = new Continuation(SCOPE, inner::run);
    outer.run();
    assertThrows(IllegalStateException.class, inner::run);
    outer.run();
    assertEquals(List.of("inner"), order);
    assertTrue(inner.isDone() && outer.isDone());
  }

  @Test
  void aRefusedElementIsNotGiven() {
    Generator<Integer> refused = Generator.of(e -> List.of(5, 6).forEach(v -> e.emit(v)));
    assertThrows(PinnedException.class, refused::hasNext);
    assertFalse(refused.hasNext());
  }

  @Test
  void anEmitterUsedOutside() {
    List<Generator.Emitter<Integer>> leaked = new ArrayList<>();
    Generator<Integer> generator =
        Generator.of(
            e -> {
              leaked.add(e);
              e.emit(1);
            });
    assertTrue(generator.hasNext());
    assertThrows(IllegalStateException.class, () -> leaked.get(0).emit(99));
    assertEquals(1, generator.next());
    assertFalse(generator.hasNext());
    assertThrows(IllegalStateException.class, () -> leaked.get(0).emit(99));
    assertFalse(generator.hasNext());
  }

  /** Woven; what extends it is woven too, or so a caller thinks. */
  abstract static class Node {
    abstract String text(int n);
  }

  /** Used as a hidden class only, which nobody can weave. */
  static final class Delegating extends Node {
    private final Node inner;

    Delegating(Node inner) {
      this.inner = inner;
    }

    @Override
    String text(int n) {
      return "<" + inner.text(n + 1) + ">";
    }
  }

  private static final class Suspending extends Node {
    @Override
    String text(int n) {
      Continuation.yield(SCOPE);
      return "text " + n;
    }
  }

  @Test
  void aHiddenClassDoesNotHandTheTokenOn() throws Exception {
    byte[] classFile;
    try (InputStream in =
        InheritedTest.class.getResourceAsStream("InheritedTest$Delegating.class")) {
      classFile = in.readAllBytes();
    }
    List<String> seen = new ArrayList<>();
    Pinning c = new Pinning(() -> seen.add(hidden(classFile).text(1)));
    while (!c.isDone()) {
      c.run();
    }
    assertEquals(List.of("<text 2>"), seen);
    assertEquals(1, c.pins);
  }

  private static Node hidden(byte[] classFile) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> type = lookup.defineHiddenClass(classFile, true, ClassOption.NESTMATE).lookupClass();
      return (Node) type.getDeclaredConstructor(Node.class).newInstance(new Suspending());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Overriding extends Taking<Taking.Reachable> {
    @Override
    public String take(Taking.Reachable taken) {
      Continuation.yield(SCOPE);
      return "overridden";
    }
  }

  @Test
  void aBridgeThatNamesAnInaccessibleClass() {
    List<String> seen = new ArrayList<>();
    Taking<Taking.Reachable> through = new Overriding();
    Pinning c = new Pinning(() -> seen.add(through.take(new Taking.Reachable())));
    while (!c.isDone()) {
      c.run();
    }
    assertEquals(List.of("overridden"), seen);
    assertEquals(0, c.pins);
  }
}
