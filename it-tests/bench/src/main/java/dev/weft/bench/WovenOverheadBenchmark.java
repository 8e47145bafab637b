package dev.weft.bench;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.bench.woven.InContinuation;
import dev.weft.bench.woven.Programs;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What weaving costs code that does not suspend. Every pair of program and variant has a JVM of its
 * own, so that no call site sees two receivers only because two variants share it. A program takes
 * microseconds; on a fiber, one yield is added to each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class WovenOverheadBenchmark {
  @Param public Programs program;

  @Param public Variant variant;

  private IntSupplier code;
  private Continuation continuation;
  private InContinuation inside;

  @Setup
  public void create() {
    code = program.create();
    ContinuationScope scope = new ContinuationScope("program");
    if (variant == Variant.AFTERWARDS) {
      new Continuation(scope, () -> {}).run();
    } else if (variant == Variant.FIBER) {
      inside = new InContinuation(scope, code);
      continuation = new Continuation(scope, inside);
    }
  }

  @Benchmark
  public int run() {
    if (continuation == null) {
      return code.getAsInt();
    }
    continuation.run();
    return inside.result();
  }

  /** A wrong result would make every number above meaningless. */
  @TearDown(Level.Trial)
  public void check() {
    int result = run();
    if (result != program.expected()) {
      throw new IllegalStateException(
          program + " gave " + result + " and not " + program.expected());
    }
  }
}
