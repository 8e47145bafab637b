package dev.weft.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** Medians over all rounds, and for every row that has a baseline the median of the rounds' ratios to it. */
final class Summary {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private static final String HEAD = """
      | benchmark | median | lowest - highest | unit | bytes | of its baseline |
      |---|---|---|---|---|---|
      """;

  /** One benchmark with its parameters, over all rounds. The baseline is empty where there is none. */
  private record Row(String baseline, String unit, List<Double> scores, List<Double> bytes, List<Double> roundMedians) {
    Row(String baseline, String unit) {
      this(baseline, unit, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Map<String, Row> rows = new TreeMap<>();

  void addRound(Collection<RunResult> results) {
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      Row row = rows.computeIfAbsent(name(params), n -> new Row(baseline(params), result.getPrimaryResult().getScoreUnit()));
      List<Double> scores = new ArrayList<>();
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          scores.add(iteration.getPrimaryResult().getScore());
          row.bytes.add(bytes(iteration));
        }
      }
      row.scores.addAll(scores);
      row.roundMedians.add(median(scores));
    }
  }

  /** What the benchmark measured itself, or else what an operation allocated. */
  private static double bytes(IterationResult iteration) {
    var results = iteration.getSecondaryResults();
    var measured = results.getOrDefault(FootprintBenchmark.BYTES, results.get(ALLOCATED));
    return measured == null ? Double.NaN : measured.getScore();
  }

  String table() {
    StringBuilder table = new StringBuilder(HEAD);
    rows.forEach((name, row) -> table.append(line(name, row)));
    return table.toString();
  }

  private String line(String name, Row row) {
    double lowest = row.scores.stream().mapToDouble(d -> d).min().orElse(Double.NaN);
    double highest = row.scores.stream().mapToDouble(d -> d).max().orElse(Double.NaN);
    return String.format(
        "| %s | %.2f | %.2f - %.2f | %s | %.0f | %s |%n",
        name, median(row.scores), lowest, highest, row.unit, median(row.bytes), ratio(row));
  }

  private String ratio(Row row) {
    Row baseline = rows.get(row.baseline);
    if (baseline == null || baseline == row || baseline.roundMedians.size() != row.roundMedians.size()) {
      return "";
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < row.roundMedians.size(); i++) {
      ratios.add(row.roundMedians.get(i) / baseline.roundMedians.get(i));
    }
    return String.format("%.3f", median(ratios));
  }

  private static String name(BenchmarkParams params) {
    return name(method(params), params, Map.of());
  }

  /** The plain variant, or the JDK's side of the same benchmark. */
  private static String baseline(BenchmarkParams params) {
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
