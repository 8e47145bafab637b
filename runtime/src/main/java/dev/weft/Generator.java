package dev.weft;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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

  private final Body<T> body;

  private Generator(Consumer<? super Emitter<T>> body) {
    this.body = new Body<>(Objects.requireNonNull(body, "body"));
  }

  public static <T> Generator<T> of(Consumer<? super Emitter<T>> body) {
    return new Generator<>(body);
  }

  @Override
  public boolean hasNext() {
    Body<T> b = body;
    if (!b.full && !b.closed && !b.isDone()) {
      b.advance(null);
    }
    return b.full;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return body.take();
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
    b.closed = true;
    b.full = false;
    b.value = null;
    if (b.isParked()) {
      b.advance(b.closing());
    }
  }

  private static final class Body<T> extends Continuation implements Emitter<T> {
    /** Of this generator alone: a body may emit to an outer generator from inside an inner one. */
    private final ContinuationScope scope;

    @Nullable T value;
    boolean full;
    boolean closed;
    @Nullable Closed closing;

    Body(Consumer<? super Emitter<T>> code) {
      this(new ContinuationScope("generator"), new Start<>(code));
    }

    private Body(ContinuationScope scope, Start<T> start) {
      super(scope, start);
      this.scope = scope;
      start.emitter = this;
    }

    /** Runs to the next element, or resumes by {@code thrown}; a closed body ends in silence. */
    void advance(@Nullable Closed thrown) {
      try {
        if (thrown == null) {
          run();
        } else {
          runThrowing(thrown);
        }
      } catch (Closed closed) {
        if (closed != closing) {
          throw closed; // of another generator, whose body this one runs in
        }
      }
    }

    Closed closing() {
      Closed made = closing;
      if (made == null) {
        closing = made = new Closed();
      }
      return made;
    }

    @Override
    public void emit(T next) {
      if (closed) {
        throw closing();
      }
      value = next;
      full = true;
      Continuation.yield(scope);
    }

    @SuppressWarnings("NullAway") // a body may emit null
    T take() {
      T taken = value;
      value = null;
      full = false;
      return taken;
    }
  }

  private static final class Start<T> implements Runnable {
    private final Consumer<? super Emitter<T>> code;
    private @Nullable Emitter<T> emitter;

    Start(Consumer<? super Emitter<T>> code) {
      this.code = code;
    }

    @Override
    public void run() {
      code.accept(emitter);
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
