package dev.weft.it.fuzz;

import dev.weft.Weaving;
import dev.weft.it.fuzz.gen.Program;
import dev.weft.it.fuzz.gen.Rng;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs a program every way and compares. */
final class Checker {
  private static final String WOVEN_MAIN = "dev.weft.it.woven.Main";

  /** Sums over all programs checked. */
  long suspensions;

  long pins;
  long traced;

  long tooLarge;

  private final boolean selfCheck;

  /** Whether the program under check may be refused a suspension. */
  private boolean mayPin;

  /**
   * @param selfCheck compare unwoven code with itself, to prove that the programs verify and are
   *     deterministic
   */
  Checker(boolean selfCheck) {
    this.selfCheck = selfCheck;
  }

  /** Null if all is well. */
  Failure check(Program program) {
    int fuel = program.features().fuel();
    Runner plain;
    try {
      plain = new Runner(program.classes(), Program.MAIN);
    } catch (LinkageError e) {
      return new Failure("generator", "the program does not verify", e);
    }
    Outcome expected = plain.runPlainly(fuel);
    traced += expected.run().trace.count();
    if (selfCheck) {
      Outcome again = new Runner(program.classes(), Program.MAIN).runPlainly(fuel);
      return again.isSameAs(expected)
          ? null
          : new Failure("generator", again.difference(expected), again.thrown());
    }
    return checkWoven(program, expected);
  }

  private Failure checkWoven(Program program, Outcome expected) {
    mayPin = program.features().mayPin();
    Set<String> all = simpleNames(program);
    Map<String, byte[]> classes = Renaming.move(program.classes(), all);
    try {
      long left = Weaving.leftAloneCount();
      Copies copies = new Copies(classes, WOVEN_MAIN, program.features().initialiser());
      Runner first = copies.get();
      Failure failure = Weaving.leftAloneCount() == left ? null : leftAlone(left);
      if (failure == null) {
        failure = compare("thread", first.runPlainly(program.features().fuel()), expected, false);
      }
      if (failure == null) {
        failure = suspending("always", program, copies.get(), 100, Carriers.ONE, expected);
      }
      if (failure == null) {
        Rng r = new Rng(program.seed());
        failure =
            suspending(
                "sometimes", program, copies.get(), r.between(5, 70), Carriers.two(r), expected);
      }
      boolean mixes = program.seed() % 3 == 0;
      return failure == null && mixes ? foreign(program, all, expected) : failure;
    } catch (LinkageError e) {
      return new Failure("linkage", e.getClass().getName(), e);
    }
  }

  /**
   * A method that woven would be too large for a class file must be left alone; then its callees
   * pin.
   */
  private Failure leftAlone(long before) {
    List<Weaving.LeftAlone> all = Weaving.leftAlone();
    for (Weaving.LeftAlone each : all.subList((int) Math.min(before, all.size()), all.size())) {
      if (!each.reason().contains(" KiB")) {
        return new Failure("left alone", each.toString(), null);
      }
    }
    tooLarge++;
    mayPin = true;
    return null;
  }

  private Failure suspending(
      String how, Program program, Runner copy, int percent, Carriers carriers, Outcome expected) {
    long left = Weaving.leftAloneCount();
    Outcome outcome =
        copy.run(new FuzzRun(percent, program.seed()), program.features().fuel(), carriers);
    Failure failure = Weaving.leftAloneCount() == left ? null : leftAlone(left);
    return failure == null ? compare(how, outcome, expected, !mayPin) : failure;
  }

  /** With one class that is not woven, nor its supertypes. */
  private Failure foreign(Program program, Set<String> all, Outcome expected) {
    Rng r = new Rng(~program.seed());
    Set<String> woven = new LinkedHashSet<>(all);
    List<String> choices = new ArrayList<>(all);
    String foreign = choices.get(r.below(choices.size()));
    woven.remove(foreign);
    woven.removeAll(List.of("Base", "Face")); // a class with a woven supertype would be woven
    if (foreign.equals("Sub")) {
      woven.remove("Helper");
    }
    Map<String, byte[]> classes = Renaming.move(program.classes(), woven);
    Runner copy = new Runner(classes, woven.contains("Main") ? WOVEN_MAIN : Program.MAIN);
    Outcome outcome =
        copy.run(new FuzzRun(60, program.seed()), program.features().fuel(), Carriers.ONE);
    return compare("foreign " + foreign, outcome, expected, false);
  }

  private static Set<String> simpleNames(Program program) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : program.classes().keySet()) {
      names.add(name.substring(name.lastIndexOf('.') + 1));
    }
    return names;
  }

  private Failure compare(String how, Outcome got, Outcome expected, boolean mustUnmount) {
    FuzzRun run = got.run();
    suspensions += run.wanted;
    pins += run.pins;
    if (!got.isSameAs(expected)) {
      return new Failure("different " + how, got.difference(expected), got.thrown());
    }
    if (mustUnmount && run.pins != 0) {
      return new Failure(
          "pinned " + how, run.pins + " times of " + run.wanted + ", first " + run.firstPin, null);
    }
    if (run.refused != run.pins || got.runs() != 0 && got.runs() != run.wanted - run.refused + 1) {
      String counts =
          got.runs()
              + " runs, "
              + run.wanted
              + " wanted, "
              + run.refused
              + " refused, "
              + run.pins
              + " pins";
      return new Failure("counts " + how, counts, null);
    }
    return null;
  }

  /**
   * One loaded copy for all runs, or, where class initialisers are part of what is compared, one
   * for each.
   */
  private static final class Copies {
    private final Map<String, byte[]> classes;
    private final String main;
    private final boolean fresh;
    private Runner last;

    Copies(Map<String, byte[]> classes, String main, boolean fresh) {
      this.classes = classes;
      this.main = main;
      this.fresh = fresh;
    }

    Runner get() {
      if (last == null || fresh) {
        last = new Runner(classes, main);
      }
      return last;
    }
  }
}
