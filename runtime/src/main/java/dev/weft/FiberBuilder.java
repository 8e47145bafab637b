package dev.weft;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** How to start a fiber that is not the ordinary one. Immutable. */
public final class FiberBuilder {
  private final @Nullable String name;
  private final @Nullable FiberScheduler scheduler;

  FiberBuilder(@Nullable String name, @Nullable FiberScheduler scheduler) {
    this.name = name;
    this.scheduler = scheduler;
  }

  public FiberBuilder named(String fiberName) {
    return new FiberBuilder(Objects.requireNonNull(fiberName, "name"), scheduler);
  }

  public FiberBuilder on(FiberScheduler home) {
    return new FiberBuilder(name, Objects.requireNonNull(home, "scheduler"));
  }

  /** As {@link Fiber#start(Callable)}. */
  public <T> Fiber<T> start(Callable<T> body) {
    Fiber<T> fiber = new Fiber<>(body, name, scheduler, null);
    fiber.enqueue();
    return fiber;
  }

  /** As {@link Fiber#start(Runnable)}. */
  public Fiber<Void> start(Runnable body) {
    return start(new WithResult<>(body));
  }

  /**
   * A body that returns nothing, as one that returns {@code result}. Unlike the JDK's adapter it
   * can suspend.
   */
  static final class WithResult<T> implements Callable<T> {
    private final Runnable code;
    private final T result;

    @SuppressWarnings("NullAway") // the result of a body that has none
    WithResult(Runnable code) {
      this(code, null);
    }

    /** What the program gave as a fiber's body. */
    static Object codeOf(Callable<?> body) {
      return body instanceof WithResult<?> adapted ? adapted.code : body;
    }

    WithResult(Runnable code, T result) {
      this.code = Objects.requireNonNull(code, "body");
      this.result = result;
    }

    @Override
    public T call() {
      code.run();
      return result;
    }
  }
}
