package dev.weft.bench;

import dev.weft.bench.detect.Detector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/**
 * Medians over all iterations of all rounds: of the time by the clock, of the processor time, and
 * of the bytes. For every row that has a baseline also the medians of the rounds' ratios to it, and
 * of the differences, by processor time.
 */
final class Summary {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final String HEAD =
      """
      | benchmark | median | unit | cpu ns | bytes | of its baseline, by round | cpu ns more, by round |
      |---|---|---|---|---|---|---|
      """;

  /** One benchmark with its parameters. The baseline is empty where there is none. */
  private static final class Row {
    final String baseline;
    final String unit;
    final List<Double> clock = new ArrayList<>();
    final List<Double> cpu = new ArrayList<>();
    final List<Double> bytes = new ArrayList<>();
    final List<Double> cpuOfRounds = new ArrayList<>();

    Row(String baseline, String unit) {
      this.baseline = baseline;
      this.unit = unit;
    }

    void addRound(RunResult result) {
      List<Double> cpuOfRound = new ArrayList<>();
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          clock.add(iteration.getPrimaryResult().getScore());
          cpuOfRound.add(secondary(iteration, CpuTime.RESULT, CpuTime.RESULT));
          bytes.add(secondary(iteration, FootprintBenchmark.BYTES, ALLOCATED));
        }
      }
      cpu.addAll(cpuOfRound);
      cpuOfRounds.add(median(cpuOfRound));
    }
  }

  private final Map<String, Row> rows = new TreeMap<>();

  void addRound(Collection<RunResult> results) {
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      String unit = result.getPrimaryResult().getScoreUnit();
      rows.computeIfAbsent(name(params), n -> new Row(baseline(params), unit)).addRound(result);
    }
  }

  String table() {
    StringBuilder table = new StringBuilder(HEAD);
    rows.forEach((name, row) -> table.append(line(name, row)));
    return table.toString();
  }

  private String line(String name, Row row) {
    return String.format(
        "| %s | %.2f | %s | %.2f | %.0f | %s | %s |%n",
        name,
        median(row.clock),
        row.unit,
        median(row.cpu),
        median(row.bytes),
        rounds(row, "%.3f", (own, baseline) -> own / baseline),
        rounds(row, "%.1f", (own, baseline) -> own - baseline));
  }

  /** The median of a row's relation to its baseline, then the lowest and the highest round. */
  private String rounds(Row row, String format, DoubleBinaryOperator relation) {
    Row baseline = rows.get(row.baseline);
    if (baseline == null
        || baseline == row
        || baseline.cpuOfRounds.size() != row.cpuOfRounds.size()) {
      return "";
    }
    List<Double> related = new ArrayList<>();
    for (int i = 0; i < row.cpuOfRounds.size(); i++) {
      related.add(relation.applyAsDouble(row.cpuOfRounds.get(i), baseline.cpuOfRounds.get(i)));
    }
    String all = format + " (" + format + " to " + format + ")";
    return String.format(all, median(related), Collections.min(related), Collections.max(related));
  }

  /** The first of two secondary results that the iteration has. */
  private static double secondary(IterationResult iteration, String preferred, String otherwise) {
    var results = iteration.getSecondaryResults();
    var result = results.getOrDefault(preferred, results.get(otherwise));
    return result == null ? Double.NaN : result.getScore();
  }

  private static String name(BenchmarkParams params) {
    return name(method(params), params, Map.of());
  }

  /** The plain variant, no detector, or the JDK's side of the same benchmark. */
  private static String baseline(BenchmarkParams params) {
    if (params.getParamsKeys().contains("detector")) {
      return name(method(params), params, Map.of("detector", Detector.NONE.name()));
    }
    if (params.getParamsKeys().contains("variant")) {
      return name(method(params), params, Map.of("variant", Variant.PLAIN.name()));
    }
    return name(method(params).replaceFirst("\\.(weft|hand)", ".jdk"), params, Map.of());
  }

  private static String method(BenchmarkParams params) {
    String name = params.getBenchmark();
    return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
  }

  private static String name(String method, BenchmarkParams params, Map<String, String> instead) {
    StringBuilder name = new StringBuilder(method);
    for (String key : params.getParamsKeys()) {
      name.append(' ').append(instead.getOrDefault(key, params.getParam(key)));
    }
    return name.toString();
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(d -> d).sorted().toArray();
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
