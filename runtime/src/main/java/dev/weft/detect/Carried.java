package dev.weft.detect;

import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import jdk.internal.vm.annotation.Hidden;

/**
 * What an executor keeps in place of a task that was submitted to it: the task and its origin.
 *
 * <p>It is put only where no program can see it: in a private field of the object that an executor
 * makes of a task ({@code FutureTask.callable}), or in the queue of a Netty loop. So it lives as
 * long as the queue holds the task, a task that is submitted twice has two, and one that is
 * cancelled leaves nothing behind. Its frames are hidden from stack traces.
 */
abstract class Carried {
  private final Object task;
  final Origin origin;

  private Carried(Object task, Origin origin) {
    this.task = task;
    this.origin = origin;
  }

  /** The task itself, of whatever a queue has. */
  static Object taskOf(Object queued) {
    return queued instanceof Carried carried ? carried.task : queued;
  }

  @Override
  public final String toString() {
    return task.toString();
  }

  static final class OfRunnable extends Carried implements Runnable {
    private final Runnable body;

    OfRunnable(Runnable body, Origin origin) {
      super(body, origin);
      this.body = body;
    }

    @Override
    @Hidden
    public void run() {
      Origin before = origin.enter();
      try {
        body.run();
      } finally {
        before.resume();
      }
    }
  }

  static final class OfCallable extends Carried implements Callable<Object> {
    private final Callable<Object> body;

    OfCallable(Callable<Object> body, Origin origin) {
      super(body, origin);
      this.body = body;
    }

    @Override
    @Hidden
    public Object call() throws Exception {
      Origin before = origin.enter();
      try {
        return body.call();
      } finally {
        before.resume();
      }
    }
  }

  static final class OfSupplier extends Carried implements Supplier<Object> {
    private final Supplier<Object> body;

    OfSupplier(Supplier<Object> body, Origin origin) {
      super(body, origin);
      this.body = body;
    }

    @Override
    @Hidden
    public Object get() {
      Origin before = origin.enter();
      try {
        return body.get();
      } finally {
        before.resume();
      }
    }
  }

  static final class OfFunction extends Carried implements Function<Object, Object> {
    private final Function<Object, Object> body;

    OfFunction(Function<Object, Object> body, Origin origin) {
      super(body, origin);
      this.body = body;
    }

    @Override
    @Hidden
    public Object apply(Object value) {
      Origin before = origin.enter();
      try {
        return body.apply(value);
      } finally {
        before.resume();
      }
    }
  }

  static final class OfBiFunction extends Carried implements BiFunction<Object, Object, Object> {
    private final BiFunction<Object, Object, Object> body;

    OfBiFunction(BiFunction<Object, Object, Object> body, Origin origin) {
      super(body, origin);
      this.body = body;
    }

    @Override
    @Hidden
    public Object apply(Object one, Object other) {
      Origin before = origin.enter();
      try {
        return body.apply(one, other);
      } finally {
        before.resume();
      }
    }
  }

  static final class OfConsumer extends Carried implements Consumer<Object> {
    private final Consumer<Object> body;

    OfConsumer(Consumer<Object> body, Origin origin) {
      super(body, origin);
      this.body = body;
    }

    @Override
    @Hidden
    public void accept(Object value) {
      Origin before = origin.enter();
      try {
        body.accept(value);
      } finally {
        before.resume();
      }
    }
  }

  static final class OfBiConsumer extends Carried implements BiConsumer<Object, Object> {
    private final BiConsumer<Object, Object> body;

    OfBiConsumer(BiConsumer<Object, Object> body, Origin origin) {
      super(body, origin);
      this.body = body;
    }

    @Override
    @Hidden
    public void accept(Object one, Object other) {
      Origin before = origin.enter();
      try {
        body.accept(one, other);
      } finally {
        before.resume();
      }
    }
  }
}
