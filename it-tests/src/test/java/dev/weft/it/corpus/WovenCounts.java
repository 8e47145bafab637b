package dev.weft.it.corpus;

import dev.weft.Weaving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent says of its own work, written by the woven run and read by the report.
 *
 * @param classes woven classes
 * @param methods woven methods
 * @param copies classes whose form that can suspend was written and verified
 * @param copyNanos processor time that took
 * @param leftAlone everything that was left as it was
 */
record WovenCounts(
    long classes, long methods, long copies, long copyNanos, List<Weaving.LeftAlone> leftAlone) {
  /** Writes the form of a class that can suspend; whether there is one. */
  static boolean prepare(Class<?> type) {
    return Weaving.prepare(type);
  }

  /** What the JVM refused when woven. */
  List<String> refused() {
    return leftAlone.stream()
        .filter(entry -> entry.reason().contains("would not verify"))
        .map(Weaving.LeftAlone::toString)
        .toList();
  }

  /** Whether this JVM runs with the agent: only then does the JDK's own loader know the runtime. */
  static boolean available() {
    try {
      return ClassLoader.getPlatformClassLoader().loadClass("dev.weft.Weaving") != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Where the counts of a run go that writes its outcomes to {@code result}. */
  static Path besides(Path result) {
    return result.resolveSibling(result.getFileName() + ".left");
  }

  static void write(Path file, long copies, long copyNanos) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        Weaving.wovenClasses() + "\t" + Weaving.wovenMethods() + "\t" + copies + "\t" + copyNanos);
    for (Weaving.LeftAlone entry : Weaving.leftAlone()) {
      lines.add(entry.className() + "\t" + entry.method() + "\t" + entry.reason());
    }
    Files.write(file, lines);
  }

  static WovenCounts read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] totals = lines.get(0).split("\t");
    List<Weaving.LeftAlone> entries = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] parts = line.split("\t", 3);
      entries.add(new Weaving.LeftAlone(parts[0], parts[1], parts[2]));
    }
    return new WovenCounts(
        Long.parseLong(totals[0]),
        Long.parseLong(totals[1]),
        Long.parseLong(totals[2]),
        Long.parseLong(totals[3]),
        entries);
  }
}
