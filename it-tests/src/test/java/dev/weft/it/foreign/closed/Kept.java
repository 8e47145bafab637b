package dev.weft.it.foreign.closed;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;

/** Has a method for its package only, which suspends. */
public class Kept {
  int kept(int n) {
    Continuation.yield(new ContinuationScope("never entered"));
    return n;
  }
}
