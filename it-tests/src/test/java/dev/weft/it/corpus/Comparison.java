package dev.weft.it.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Two runs of {@link CorpusMain} over the same jars, class by class: what differs is a failure. */
final class Comparison {
  /** One jar's classes. */
  static final class Jar {
    int classes;
    int missing;
    int shadowed;
    int failures;
  }

  /** What a run says of itself in its last line. */
  record Run(int classes, long nanos) {
    double microsPerClass() {
      return nanos / 1000.0 / classes;
    }

    private static Run parse(String line) {
      String[] parts = line.split(" ");
      return new Run(Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
    }
  }

  /** A class that the JVM refuses when woven. */
  final List<String> verifyErrors = new ArrayList<>();

  /** A class that ended otherwise than it does unwoven. */
  final List<String> changedOutcomes = new ArrayList<>();

  final List<String> changedShapes = new ArrayList<>();
  final Map<String, Jar> jars = new TreeMap<>();
  Run plain;
  Run woven;

  private Comparison() {}

  /** Reads both files line by line; they are too long to be held. */
  static Comparison of(Path plain, Path woven) throws IOException {
    Comparison comparison = new Comparison();
    try (BufferedReader p = Files.newBufferedReader(plain);
        BufferedReader w = Files.newBufferedReader(woven)) {
      for (String line = p.readLine(); line != null; line = p.readLine()) {
        String other = w.readLine();
        if (other == null) {
          throw new IOException("the woven run ended early, before " + line);
        }
        comparison.add(line, other);
      }
    }
    return comparison;
  }

  boolean isClean() {
    return verifyErrors.isEmpty() && changedOutcomes.isEmpty() && changedShapes.isEmpty();
  }

  List<String> failures() {
    List<String> all = new ArrayList<>(verifyErrors);
    all.addAll(changedOutcomes);
    all.addAll(changedShapes);
    return all;
  }

  private void add(String plainLine, String wovenLine) throws IOException {
    if (plainLine.startsWith("#")) {
      plain = Run.parse(plainLine);
      woven = Run.parse(wovenLine);
      return;
    }
    String[] before = plainLine.split("\t", 4);
    String[] after = wovenLine.split("\t", 4);
    if (!before[0].equals(after[0]) || !before[1].equals(after[1])) {
      throw new IOException("the runs saw different classes: " + before[1] + " and " + after[1]);
    }
    Jar jar = jars.computeIfAbsent(before[0], name -> new Jar());
    jar.classes++;
    count(jar, Outcome.parse(before[2]));
    compare(jar, before, after);
  }

  private static void count(Jar jar, Outcome outcome) {
    if (outcome.error().equals(Outcome.SHADOWED.error())) {
      jar.shadowed++;
    } else if (!outcome.isLinked()) {
      jar.missing++;
    }
  }

  private void compare(Jar jar, String[] before, String[] after) {
    String name = before[0] + " " + before[1];
    Outcome was = Outcome.parse(before[2]);
    Outcome is = Outcome.parse(after[2]);
    int failuresBefore = verifyErrors.size() + changedOutcomes.size() + changedShapes.size();
    if (is.isBroken() && !was.isBroken()) {
      verifyErrors.add(name + ": " + is);
    } else if (!is.error().equals(was.error())) {
      changedOutcomes.add(name + ": " + was + " became " + is);
    } else if (!before[3].equals(after[3])) {
      changedShapes.add(name + ": " + firstDifference(before[3], after[3]));
    }
    jar.failures +=
        verifyErrors.size() + changedOutcomes.size() + changedShapes.size() - failuresBefore;
  }

  private static String firstDifference(String before, String after) {
    int at = 0;
    while (at < Math.min(before.length(), after.length())
        && before.charAt(at) == after.charAt(at)) {
      at++;
    }
    return "..." + excerpt(before, at) + "... became ..." + excerpt(after, at) + "...";
  }

  private static String excerpt(String text, int at) {
    return text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 100));
  }
}
