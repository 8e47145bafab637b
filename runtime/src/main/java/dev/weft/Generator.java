package dev.weft;

import dev.weft.core.ContinuationCore;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * An iterator whose elements are what a body of ordinary code emits. The body runs only while an
 * element is asked for. It may emit null; what it throws comes out of {@link #hasNext} and {@link
 * #next} unchanged.
 *
 * <p>Closing it while it is suspended runs the body's finally blocks.
 */
public final class Generator<T> implements Iterator<T>, AutoCloseable {
  /** Gives elements to who asks for them. */
  public interface Emitter<T> {
    void emit(T value);
  }

  /**
   * What the body has for who asks.
   *
   * <pre>
   * EMPTY   to FULL by an emit
   * FULL    to EMPTY by next, or when the emit turns out to be pinned
   * CLOSED  from both by close, for ever
   * </pre>
   */
  private static final int EMPTY = 0;

  private static final int FULL = 1;
  private static final int CLOSED = 2;

  private final Body<T> body;

  private Generator(Consumer<? super Emitter<T>> body) {
    this.body = new Body<>(Objects.requireNonNull(body, "body"));
  }

  public static <T> Generator<T> of(Consumer<? super Emitter<T>> body) {
    return new Generator<>(body);
  }

  @Override
  @Hidden
  public boolean hasNext() {
    Body<T> b = body;
    if (b.state == EMPTY && !b.isDone()) {
      b.run();
    }
    return b.state == FULL;
  }

  @Override
  @Hidden
  @SuppressWarnings("NullAway") // a body may emit null
  public T next() {
    Body<T> b = body;
    if (b.state == EMPTY && !b.isDone()) {
      b.run();
    }
    if (b.state != FULL) {
      throw new NoSuchElementException();
    }
    T taken = b.value;
    b.value = null;
    b.state = EMPTY;
    return taken;
  }

  /** The elements not taken yet, in order; closing the stream closes this generator. */
  public Stream<T> stream() {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false)
        .onClose(this::close);
  }

  @Override
  public void close() {
    Body<T> b = body;
    b.state = CLOSED;
    b.value = null;
    if (b.isParked()) {
      b.runThrowing(b.closing());
    }
  }

  /** Not woven, as Continuation is not: emit is a yield. */
  private static final class Body<T> extends Continuation implements Emitter<T> {
    /** Nobody yields to it by scope. */
    private static final ContinuationScope SCOPE = new ContinuationScope("generator");

    @Nullable T value;
    int state;
    @Nullable Closed closing;

    Body(Consumer<? super Emitter<T>> code) {
      this(new Start<>(code));
    }

    private Body(Start<T> start) {
      super(SCOPE, start);
      start.body = this;
    }

    /** Of its own emits only: the element has not been given. */
    @Override
    protected void onPinned(Pinned reason) {
      value = null;
      if (state == FULL) {
        state = EMPTY;
      }
      super.onPinned(reason);
    }

    Closed closing() {
      Closed made = closing;
      if (made == null) {
        closing = made = new Closed();
      }
      return made;
    }

    @Override
    @Hidden
    public void emit(T next) {
      emit(next, false);
    }

    /** {@link #emit} as copies call it. */
    @Hidden
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // found by name
    static <T> void emitWoven(Body<T> self, T next, ContinuationCore c) {
      self.emit(next, true);
    }

    @Hidden
    private void emit(T next, boolean isWoven) {
      if (state == CLOSED) {
        throw closing();
      }
      ContinuationCore innermost = requireMountedHere();
      value = next;
      state = FULL;
      yieldThis(innermost, isWoven);
    }
  }

  private static final class Start<T> implements Runnable {
    private final Consumer<? super Emitter<T>> code;
    private @Nullable Body<T> body;

    Start(Consumer<? super Emitter<T>> code) {
      this.code = code;
    }

    /** A closed body ends in silence. */
    @Override
    @Hidden
    @SuppressWarnings("NullAway") // the body sets itself before it can run
    public void run() {
      Body<T> own = body;
      try {
        code.accept(own);
      } catch (Closed closed) {
        if (closed != own.closing) {
          throw closed; // of another generator, whose body this one runs in
        }
      }
    }
  }

  /** Unwinds the body of a generator that is closed. */
  private static final class Closed extends Error {
    private static final long serialVersionUID = 1L;

    Closed() {
      super("the generator is closed", null, false, false);
    }
  }
}
