package dev.weft.it.support;

/**
 * The outermost frame of every run of a program, whichever way it is run: stack traces are compared
 * down to here.
 */
final class Entry implements Runnable {
  private final Program program;
  private final Probe probe;
  private Object result;

  Entry(Program program, Probe probe) {
    this.program = program;
    this.probe = probe;
  }

  @Override
  public void run() {
    try {
      result = program.run(probe);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw Entry.<RuntimeException>sneak(t);
    }
  }

  Object result() {
    return result;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E sneak(Throwable t) throws E {
    throw (E) t;
  }
}
