package dev.weft.bench;

import dev.weft.bench.detect.BlockingCall;
import dev.weft.bench.detect.Calls;
import dev.weft.bench.detect.Detector;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a detector costs a blocking call on an ordinary thread, where nobody is told of it. The
 * calls are those that return at once.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class BlockingCallBenchmark {
  @Param public BlockingCall call;

  @Param public Detector detector;

  private Calls calls;
  private BlockingCall.Body body;

  @Setup
  public void open() throws IOException {
    calls = new Calls();
    body = call.of(calls);
  }

  @Benchmark
  public int run() throws IOException {
    return body.run();
  }

  @TearDown
  public void close() throws IOException {
    calls.close();
  }
}
