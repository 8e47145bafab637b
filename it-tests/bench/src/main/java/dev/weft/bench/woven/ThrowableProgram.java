package dev.weft.bench.woven;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import org.jspecify.annotations.Nullable;

/** Makes a throwable in a number of frames of its own that could suspend, and never do. */
public final class ThrowableProgram {
  private final int frames;
  private final @Nullable ContinuationScope yieldTo;

  /**
   * @param frames at least 1
   */
  public ThrowableProgram(int frames) {
    this.frames = frames;
    this.yieldTo = null;
  }

  public Throwable create() {
    return descend(frames);
  }

  private Throwable descend(int left) {
    if (yieldTo != null) {
      Continuation.yield(yieldTo);
    }
    return left > 1 ? descend(left - 1) : new Throwable();
  }

  /** Makes one each time it is resumed. */
  public static final class Loop implements Runnable {
    private final ContinuationScope scope;
    private final ThrowableProgram program;
    private Throwable latest = new Throwable();

    public Loop(ContinuationScope scope, ThrowableProgram program) {
      this.scope = scope;
      this.program = program;
    }

    @Override
    public void run() {
      for (; ; ) {
        latest = program.create();
        Continuation.yield(scope);
      }
    }

    public Throwable latest() {
      return latest;
    }
  }
}
