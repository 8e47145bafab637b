package dev.weft.bench;

import dev.weft.bench.detect.Detector;
import dev.weft.bench.detect.Jars;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;

/**
 * Gives each forked JVM its flags: what is compared with Weft runs without the agent, because in a
 * JVM that has it not even code outside {@code weave=} is certain to be untouched. Of all its
 * extensions, JMH lets only a profiler choose flags by benchmark and parameter.
 */
public final class ForkFlags implements ExternalProfiler {
  private static final String WOVEN = "weave=dev.weft.bench.woven.*";

  @Override
  public Collection<String> addJVMOptions(BenchmarkParams params) {
    List<String> flags = new ArrayList<>();
    String detector = params.getParam("detector");
    if (detector != null) {
      flags.addAll(Detector.valueOf(detector).flags());
    } else if (isJdk(params)) {
      flags.add("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
    } else if (!isPlain(params)) {
      flags.add("-javaagent:" + Jars.agent() + "=" + WOVEN);
    }
    return flags;
  }

  private static boolean isJdk(BenchmarkParams params) {
    return params.getBenchmark().contains(".jdk");
  }

  private static boolean isPlain(BenchmarkParams params) {
    return params.getBenchmark().endsWith(".hand")
        || Variant.PLAIN.name().equals(params.getParam("variant"));
  }

  /** Whether this JDK has a continuation of its own to compare with. */
  static boolean hasJdkContinuation() {
    return Runtime.version().feature() >= 21;
  }

  @Override
  public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
    return Collections.emptyList();
  }

  @Override
  public void beforeTrial(BenchmarkParams params) {}

  @Override
  @SuppressWarnings("rawtypes") // the interface's own signature
  public Collection<? extends Result> afterTrial(
      BenchmarkResult result, long pid, File stdOut, File stdErr) {
    return Collections.emptyList();
  }

  @Override
  public boolean allowPrintOut() {
    return true;
  }

  @Override
  public boolean allowPrintErr() {
    return true;
  }

  @Override
  public String getDescription() {
    return "The agent, where Weft is measured";
  }
}
