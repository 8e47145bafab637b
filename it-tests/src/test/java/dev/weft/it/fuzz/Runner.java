package dev.weft.it.fuzz;

import dev.weft.Continuation;
import dev.weft.Pinned;
import java.util.Map;
import java.util.concurrent.Callable;

/** Runs one loaded copy of a program. */
final class Runner {
  private final FuzzLoader loader;
  private final String main;

  /**
   * @throws LinkageError if one of the classes does not verify
   */
  Runner(Map<String, byte[]> classes, String main) {
    this.loader = new FuzzLoader(classes);
    this.main = main;
    try {
      loader.linkAll();
    } catch (ClassNotFoundException e) {
      throw new NoClassDefFoundError(e.getMessage());
    }
  }

  private Callable<?> start(FuzzRun run, int fuel) {
    FuzzRun.current = run;
    FuzzProbe.fuel = fuel;
    try {
      Object entry = loader.loadClass(main).getConstructor().newInstance();
      FuzzProbe.shared = entry;
      ((AutoCloseable) entry).close();
      return (Callable<?>) entry;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** As an ordinary program. */
  Outcome runPlainly(int fuel) {
    FuzzRun run = new FuzzRun(0, 0);
    Target target = new Target(start(run, fuel));
    try {
      target.run();
      return outcome(target, null, run, 0);
    } catch (Throwable t) {
      return outcome(target, t, run, 0);
    }
  }

  /** As a continuation. */
  Outcome run(FuzzRun run, int fuel, Carriers carriers) {
    Target target = new Target(start(run, fuel));
    Counted continuation = new Counted(target, run);
    int runs = 0;
    try {
      while (!continuation.isDone()) {
        runs++;
        carriers.run(continuation);
        if (runs > run.wanted + 1) {
          throw new IllegalStateException(
              "run " + runs + " times for " + run.wanted + " suspensions");
        }
      }
      return outcome(target, null, run, runs);
    } catch (Throwable t) {
      return outcome(target, t, run, runs);
    }
  }

  private static Outcome outcome(Target target, Throwable thrown, FuzzRun run, int runs) {
    String result =
        thrown == null ? "value " + Values.describe(target.result) : Values.describeThrown(thrown);
    return new Outcome(result, thrown, run, runs);
  }

  private static final class Target implements Runnable {
    private final Callable<?> entry;
    private Object result;

    Target(Callable<?> entry) {
      this.entry = entry;
    }

    @Override
    public void run() {
      try {
        result = entry.call();
      } catch (Exception e) {
        throw FuzzProbe.<RuntimeException>sneak(e);
      }
    }
  }

  /** Goes on in place where it is pinned. */
  private static final class Counted extends Continuation {
    private final FuzzRun run;

    Counted(Runnable target, FuzzRun run) {
      super(FuzzRun.SCOPE, target);
      this.run = run;
    }

    @Override
    protected void onPinned(Pinned reason) {
      if (run.pins++ == 0) {
        run.firstPin = reason + " at " + java.util.Arrays.toString(new Throwable().getStackTrace());
      }
    }
  }
}
