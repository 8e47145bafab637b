package dev.weft.agent.rules;

import dev.weft.agent.report.Finding;
import dev.weft.agent.report.Kind;
import dev.weft.agent.report.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one file. The first rule that matches a finding decides. A line that cannot be read
 * is told by {@link #problems} and left out, so that a mistake never allows more than was meant.
 * Any thread may use it.
 */
public final class Rules {
  /** No rules. */
  public static final Rules NONE = new Rules(List.of(), List.of());

  private final List<Rule> rules;
  private final List<String> problems;

  /** Asked for each class that loads, most often in vain. */
  private final boolean declareMethods;

  /** The rules that have matched something, by index. Guarded by itself. */
  private final BitSet matched = new BitSet();

  private Rules(List<Rule> rules, List<String> problems) {
    this.rules = List.copyOf(rules);
    this.problems = List.copyOf(problems);
    boolean declare = false;
    for (Rule rule : rules) {
      declare |= rule.action() == Rule.Action.BLOCKING;
    }
    this.declareMethods = declare;
  }

  /**
   * Reads a file of UTF-8.
   *
   * @throws IOException if it cannot be read
   */
  public static Rules parse(Path file) throws IOException {
    return parse(
        String.valueOf(file.getFileName()),
        Files.readAllLines(file),
        LocalDate.now(ZoneId.systemDefault()));
  }

  /**
   * Reads the lines of a file.
   *
   * @param name the file's, for messages
   * @param today rules that end before it do not hold
   */
  static Rules parse(String name, List<String> lines, LocalDate today) {
    List<Rule> rules = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String place = name + ":" + (i + 1);
      try {
        Rule rule = RuleParser.parse(place, line);
        if (rule.holdsOn(today)) {
          rules.add(rule);
        } else {
          problems.add(place + ": the rule ended on " + rule.until() + ": renew or remove it");
        }
      } catch (IllegalArgumentException e) {
        problems.add(place + ": " + e.getMessage());
      }
    }
    return new Rules(rules, problems);
  }

  /** What is wrong with the file, one line each: lines that are not rules, rules that ended. */
  public List<String> problems() {
    return problems;
  }

  /** Decides on a finding, and notes which rules match it. */
  public Verdict decide(Finding finding) {
    Rule first = null;
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).judges(finding)) {
        first = first == null ? rules.get(i) : first;
        noteMatch(i);
      }
    }
    return first == null
        ? new Verdict(finding.severity(), finding.allowed())
        : verdict(first, finding);
  }

  private void noteMatch(int rule) {
    synchronized (matched) {
      matched.set(rule);
    }
  }

  /** Whether any rule calls methods blocking. */
  public boolean declareMethods() {
    return declareMethods;
  }

  /** Whether some method of the class may be one that a rule calls blocking. */
  public boolean mayDeclare(String className) {
    return rules.stream().anyMatch(rule -> rule.mayDeclare(className));
  }

  /**
   * The kind of blocking call that a method is by the first rule that calls it blocking, and notes
   * that this rule matches.
   *
   * @param className binary name, with dots
   * @return null if no rule does
   */
  public @Nullable Kind blocking(String className, String method) {
    for (int i = 0; i < rules.size(); i++) {
      Kind kind = rules.get(i).blocking(className, method);
      if (kind != null) {
        noteMatch(i);
        return kind;
      }
    }
    return null;
  }

  private static Verdict verdict(Rule rule, Finding finding) {
    @Nullable Severity severity = rule.severity();
    return severity == null
        ? new Verdict(finding.severity(), rule.reason())
        : new Verdict(severity, finding.allowed());
  }

  /** The finding as it is after {@link #decide}. */
  public Finding apply(Finding finding) {
    Verdict verdict = decide(finding);
    return finding.judged(verdict.severity(), verdict.allowed());
  }

  /**
   * The rules that have matched nothing so far, one line each, with the name that does not exist if
   * that is why.
   */
  public List<String> unmatched(Names names) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      boolean hasMatched;
      synchronized (matched) {
        hasMatched = matched.get(i);
      }
      List<String> missing = MissingNames.of(rule.conditions(), names);
      if (!missing.isEmpty()) {
        lines.add(rule.place() + ": there is no " + String.join(", no ", missing));
      } else if (!hasMatched) {
        lines.add(rule.place() + ": the rule matched nothing (" + rule.reason() + ")");
      }
    }
    return lines;
  }
}
