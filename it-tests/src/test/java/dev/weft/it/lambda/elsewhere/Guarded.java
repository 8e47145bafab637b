package dev.weft.it.lambda.elsewhere;

import dev.weft.it.support.Probe;

public class Guarded {
  protected String guarded(Probe p) {
    return p.suspend("guarded");
  }

  protected static long guardedStatic(Probe p) {
    return p.suspend(1L << 40);
  }

  public int number(Probe p) {
    return p.suspend(1);
  }
}
