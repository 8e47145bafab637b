package dev.weft.bench;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.bench.woven.ThrowableProgram;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * A throwable made in that many frames: in a JVM without the agent, in woven code on an ordinary
 * thread, and in a continuation, where one switch is added to each. Most are caught and forgotten;
 * {@code read} also asks for the trace.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ThrowableBenchmark {
  @Param({"5", "20", "50"})
  public int frames;

  @Param public Variant variant;

  private ThrowableProgram program;
  private ThrowableProgram.Loop loop;
  private @Nullable Continuation continuation;

  @Setup
  public void prepare() {
    program = new ThrowableProgram(frames);
    if (variant == Variant.FIBER) {
      ContinuationScope scope = new ContinuationScope("throwable");
      loop = new ThrowableProgram.Loop(scope, program);
      continuation = new Continuation(scope, loop);
    }
  }

  @Benchmark
  public Throwable create() {
    if (continuation == null) {
      return program.create();
    }
    continuation.run();
    return loop.latest();
  }

  @Benchmark
  public StackTraceElement[] read() {
    return create().getStackTrace();
  }
}
