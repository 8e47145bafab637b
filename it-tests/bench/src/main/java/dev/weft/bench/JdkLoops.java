package dev.weft.bench;

/**
 * {@link dev.weft.bench.woven.InnerLoop} and {@link dev.weft.bench.woven.OuterLoop} for the JDK's
 * continuation.
 */
final class JdkLoops {
  private JdkLoops() {}

  static final class Inner implements Runnable {
    private final Object scope;
    private final int depth;
    private long count;

    Inner(Object scope, int depth) {
      this.scope = scope;
      this.depth = depth;
    }

    @Override
    public void run() {
      descend(depth);
    }

    private void descend(int frames) {
      if (frames > 1) {
        descend(frames - 1);
        return;
      }
      for (; ; ) {
        count++;
        JdkContinuation.yield(scope);
      }
    }
  }

  static final class Outer implements Runnable {
    private final Object scope;
    private final int depth;
    private long count;

    Outer(Object scope, int depth) {
      this.scope = scope;
      this.depth = depth;
    }

    @Override
    public void run() {
      for (; ; ) {
        count += descend(depth);
      }
    }

    private int descend(int frames) {
      if (frames > 1) {
        return descend(frames - 1) + 1;
      }
      JdkContinuation.yield(scope);
      return 1;
    }
  }
}
