package dev.weft.bench;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.bench.woven.InnerLoop;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How much heap a parked continuation three frames deep keeps, its target included: the growth of
 * the used heap over many of them, divided. The time is that of making them all, with two
 * collections.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@Fork(1)
public class FootprintBenchmark {
  /** The name that JMH gives to the field of Footprint. */
  static final String BYTES = "bytesEach";

  private static final int COUNT = 100_000;

  /** run() of the target, and two frames of descent. */
  private static final int DESCENT = 2;

  /** What JMH prints beside the time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Footprint {
    public double bytesEach;
  }

  @Benchmark
  public Object weft(Footprint footprint) {
    ContinuationScope scope = new ContinuationScope("parked");
    return measure(
        footprint,
        () -> {
          Continuation continuation = new Continuation(scope, new InnerLoop(scope, DESCENT));
          continuation.run();
          return continuation;
        });
  }

  @Benchmark
  public Object jdk(Footprint footprint) {
    Object scope = JdkContinuation.newScope("parked");
    return measure(
        footprint,
        () -> {
          Object continuation = JdkContinuation.create(scope, new JdkLoops.Inner(scope, DESCENT));
          JdkContinuation.run(continuation);
          return continuation;
        });
  }

  private static Object[] measure(Footprint footprint, Supplier<Object> parked) {
    Object[] kept = new Object[COUNT];
    long before = usedHeap();
    for (int i = 0; i < COUNT; i++) {
      kept[i] = parked.get();
    }
    footprint.bytesEach = (usedHeap() - before) / (double) COUNT;
    return kept;
  }

  private static long usedHeap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
