package dev.weft.bench;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.bench.woven.InnerLoop;
import dev.weft.bench.woven.OuterLoop;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One run() that comes back at the next yield. In {@code weft} and {@code jdk} the innermost of
 * {@code depth} frames loops, so that a switch concerns it alone, as when a handler reads in a
 * loop; in {@code weftUnwound} and {@code jdkUnwound} the outermost loops, so that each run also
 * makes {@code depth} calls and returns from them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class SwitchBenchmark {
  /** How many frames the continuation has when it yields, the target's run() not counted. */
  @State(Scope.Thread)
  public static class Depth {
    @Param({"1", "10", "50"})
    public int depth;
  }

  @State(Scope.Thread)
  public static class Weft {
    private Continuation inner;
    private Continuation outer;

    @Setup
    public void create(Depth depth) {
      ContinuationScope scope = new ContinuationScope("switch");
      inner = new Continuation(scope, new InnerLoop(scope, depth.depth));
      outer = new Continuation(scope, new OuterLoop(scope, depth.depth));
    }
  }

  /** Apart from the others, because JDK 17 has no such class. */
  @State(Scope.Thread)
  public static class Jdk {
    private Object inner;
    private Object outer;

    @Setup
    public void create(Depth depth) {
      Object scope = JdkContinuation.newScope("switch");
      inner = JdkContinuation.create(scope, new JdkLoops.Inner(scope, depth.depth));
      outer = JdkContinuation.create(scope, new JdkLoops.Outer(scope, depth.depth));
    }
  }

  @State(Scope.Thread)
  public static class Hand {
    private HandWritten inner;

    @Setup
    public void create(Depth depth) {
      inner = new HandWritten(depth.depth);
    }
  }

  @Benchmark
  public void weft(Weft state) {
    state.inner.run();
  }

  @Benchmark
  public void jdk(Jdk state) {
    JdkContinuation.run(state.inner);
  }

  @Benchmark
  public void weftUnwound(Weft state) {
    state.outer.run();
  }

  @Benchmark
  public void jdkUnwound(Jdk state) {
    JdkContinuation.run(state.outer);
  }

  /** What the same switch costs when written by hand: the floor. */
  @Benchmark
  public void hand(Hand state) {
    state.inner.run();
  }
}
