package dev.weft.bench;

import dev.weft.Generator;
import dev.weft.bench.woven.EmitLoop;
import dev.weft.bench.woven.Relay;
import java.util.Iterator;
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
 * One element of a generator. The elements are cached Integers, so that what is allocated is the
 * engine's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class GeneratorBenchmark {
  /**
   * In frames the depth of the call that emits; in nested the number of generators, each passing on
   * what the next emits.
   */
  @Param({"1", "5"})
  public int depth;

  private Iterator<Integer> frames;
  private Iterator<Integer> nested;

  @Setup
  public void create() {
    frames = Generator.of(new EmitLoop(depth));
    Iterator<Integer> generator = Generator.of(new EmitLoop(1));
    for (int i = 1; i < depth; i++) {
      generator = Generator.of(new Relay(generator));
    }
    nested = generator;
  }

  @Benchmark
  public Integer frames() {
    return frames.next();
  }

  @Benchmark
  public Integer nested() {
    return nested.next();
  }
}
