package dev.weft.it.corpus;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prints, as Markdown, what weaving the corpus came to, and ends with status 1 if any class came
 * out other than it went in.
 *
 * <p>Arguments: the directory of the runs (plain.txt, woven.txt, woven.txt.left and, for the sizes,
 * dump), and that of the jars.
 */
public final class CorpusReport {
  private static final int SHOWN = 50;

  private final PrintStream out;

  private CorpusReport(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    Path runs = Path.of(args[0]);
    Path woven = runs.resolve("woven.txt");
    Comparison comparison = Comparison.of(runs.resolve("plain.txt"), woven);
    CorpusReport report = new CorpusReport(System.out);
    Growth growth = Growth.measure(jarsOf(Path.of(args[1])), runs.resolve("dump"));
    WovenCounts counts = WovenCounts.read(WovenCounts.besides(woven));
    report.summary(comparison, counts);
    report.growth(growth, comparison, counts);
    report.leftAlone(counts, growth);
    report.jars(comparison);
    report.failures(comparison, counts);
    if (!comparison.isClean() || !counts.refused().isEmpty()) {
      System.exit(1);
    }
  }

  private static List<Path> jarsOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private void summary(Comparison comparison, WovenCounts counts) {
    int missing = comparison.jars.values().stream().mapToInt(jar -> jar.missing).sum();
    int shadowed = comparison.jars.values().stream().mapToInt(jar -> jar.shadowed).sum();
    print("JDK %s, %d jars%n", System.getProperty("java.version"), comparison.jars.size());
    print("| | |%n|---|---:|");
    int all = comparison.jars.values().stream().mapToInt(jar -> jar.classes).sum();
    row("classes loaded, linked and verified", all - missing - shadowed);
    row("classes that do not link, woven or not, for want of an optional dependency", missing);
    row("classes whose name an earlier jar or the JDK has", shadowed);
    row("woven classes", counts.classes());
    row("woven methods", counts.methods());
    row("classes whose suspendable form was written and verified", counts.copies());
    row("**VerifyErrors**", comparison.verifyErrors.size() + counts.refused().size());
    row("**classes that end otherwise than unwoven**", comparison.changedOutcomes.size());
    row("**changed shapes**", comparison.changedShapes.size());
  }

  private void growth(Growth growth, Comparison comparison, WovenCounts counts) {
    print("%n## Cost%n%n| | unwoven | woven | |%n|---|---:|---:|---:|");
    cost(
        "CPU time to load and link, microseconds a class",
        comparison.plain.microsPerClass(),
        comparison.woven.microsPerClass());
    cost("class files, and those of copies, MB", growth.classBytes / 1e6, growth.copyBytes / 1e6);
    cost(
        "bytecode of methods that can suspend, and of their copies, MB",
        growth.copiedBefore / 1e6,
        growth.copiedAfter / 1e6);
    long added = comparison.woven.nanos() - comparison.plain.nanos();
    print(
        "%nMethods with a body: %d, with a copy: %d. Methods beside these in copies, which dispatch: %.1f MB.",
        growth.methods, growth.copiedMethods, growth.further / 1e6);
    print(
        "Methods whose copies pass %d bytes: %d; %d: %d.",
        Growth.INLINED, growth.passedInlined, Growth.COMPILED, growth.passedCompiled);
    print(
        "CPU time added at load: %.0f microseconds a class; when its copy is made: %.0f.",
        added / 1000.0 / Math.max(1, counts.classes()),
        counts.copyNanos() / 1000.0 / Math.max(1, counts.copies()));
  }

  private void leftAlone(WovenCounts counts, Growth growth) {
    print(
        "%n## Left as it was, by reason%n%n| reason | entries | share of methods | for example |%n|---|---:|---:|---|");
    for (Map.Entry<String, LeftAloneTable.Row> entry :
        LeftAloneTable.of(counts.leftAlone()).entrySet()) {
      LeftAloneTable.Row row = entry.getValue();
      double share = 100.0 * row.count() / growth.methods;
      String example = row.example().className() + " " + row.example().method();
      print("| %s | %d | %.3f%% | `%s` |", entry.getKey(), row.count(), share, example);
    }
  }

  private void jars(Comparison comparison) {
    print(
        "%n## Jars%n%n| jar | classes | missing a dependency | shadowed | failures |%n|---|---:|---:|---:|---:|");
    comparison.jars.forEach(
        (name, jar) ->
            print(
                "| %s | %d | %d | %d | %d |",
                name, jar.classes, jar.missing, jar.shadowed, jar.failures));
  }

  private void failures(Comparison comparison, WovenCounts counts) {
    List<String> failures = comparison.failures();
    failures.addAll(counts.refused());
    print("%n## Failures: %d%n", failures.size());
    failures.stream().limit(SHOWN).forEach(failure -> print("- %s", failure));
  }

  private void row(String name, long value) {
    print("| %s | %d |", name, value);
  }

  private void cost(String name, double before, double after) {
    print("| %s | %.1f | %.1f | %+.0f%% |", name, before, after, 100 * (after - before) / before);
  }

  private void print(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
