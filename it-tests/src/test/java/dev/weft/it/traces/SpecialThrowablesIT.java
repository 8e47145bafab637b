package dev.weft.it.traces;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Throwables that have their own way with stack traces. */
class SpecialThrowablesIT {
  private static Throwable made;

  private static Throwable under(Supplier<? extends Throwable> body) {
    Compared.pause();
    return body.get();
  }

  /**
   * The throwable that the body made when it ran in a continuation, after the two ways have been
   * compared.
   */
  private static Throwable resumed(Supplier<? extends Throwable> body) {
    Compared.same(1, () -> made = under(body));
    return made;
  }

  @Test
  void withoutAWritableTrace() {
    assertEquals(0, resumed(() -> new Unwritable()).getStackTrace().length);
  }

  @Test
  void thatFillNothingIn() {
    assertEquals(0, resumed(() -> new Unfilled()).getStackTrace().length);
  }

  @Test
  void filledAgain() {
    Throwable early = new Exception("early");
    resumed(() -> again(early));
  }

  private static Throwable again(Throwable t) {
    return t.fillInStackTrace();
  }

  @Test
  void withATraceOfTheirOwn() {
    StackTraceElement[] own = {new StackTraceElement("C", "m", null, 3)};
    Throwable t =
        resumed(
            () -> {
              Throwable set = new Exception();
              set.setStackTrace(own);
              return set;
            });
    assertArrayEquals(own, t.getStackTrace());
  }

  @Test
  void asManyTimesAsAsked() {
    Throwable t = resumed(() -> new Exception());
    assertArrayEquals(t.getStackTrace(), t.getStackTrace());
  }

  @Test
  void serialised() throws IOException, ClassNotFoundException {
    Throwable t = resumed(() -> new Exception("far"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(t);
    Throwable copy =
        (Throwable)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertArrayEquals(t.getStackTrace(), copy.getStackTrace());
  }

  /** Such a throwable must never be asked for its equality or hash. */
  @Test
  void withoutEquality() {
    assertThrows(IllegalStateException.class, () -> resumed(Hostile::new).hashCode());
  }

  @Test
  void readByAnotherThread() throws InterruptedException {
    Throwable t = resumed(() -> new Exception());
    StackTraceElement[][] seen = new StackTraceElement[1][];
    Thread reader = new Thread(() -> seen[0] = t.getStackTrace());
    reader.start();
    reader.join();
    assertArrayEquals(t.getStackTrace(), seen[0]);
  }

  @Test
  void ofAFullStack() {
    Compared.same(
        1,
        () -> {
          Compared.pause();
          try {
            endless(0);
            return null;
          } catch (StackOverflowError e) {
            for (StackTraceElement element : e.getStackTrace()) {
              assertFalse(element.getClassName().startsWith("dev.weft.core."), element::toString);
            }
            return new Exception("caught");
          }
        });
  }

  private static int endless(int n) {
    return endless(n + 1) + 1;
  }

  private static final class Unwritable extends Exception {
    Unwritable() {
      super("unwritable", null, true, false);
    }
  }

  private static final class Unfilled extends Exception {
    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }

  private static final class Hostile extends Exception {
    @Override
    public boolean equals(Object other) {
      throw new IllegalStateException("equals");
    }

    @Override
    public int hashCode() {
      throw new IllegalStateException("hashCode");
    }
  }
}
