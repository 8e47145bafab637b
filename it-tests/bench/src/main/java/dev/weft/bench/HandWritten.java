package dev.weft.bench;

/**
 * What a weaver could at best make of {@link dev.weft.bench.woven.InnerLoop}: the outer frames wait
 * in a list, the innermost is re-entered, counts, sets the flag and returns.
 */
final class HandWritten {
  private static final int RESTORE = -1;
  private static final int UNWIND = -2;

  private abstract static class Saved {
    Saved next;

    abstract void resume(HandWritten c);
  }

  private static final class Innermost extends Saved {
    private final Counter self;

    Innermost(Counter self) {
      this.self = self;
    }

    @Override
    void resume(HandWritten c) {
      self.count(c, this);
    }
  }

  private static final class Waiting extends Saved {
    @Override
    void resume(HandWritten c) {
      throw new IllegalStateException("the innermost frame never returns");
    }
  }

  private static final class Counter {
    private long count;

    void count(HandWritten c, Saved own) {
      if (c.link != RESTORE) {
        throw new IllegalStateException("the innermost frame is entered by resuming only");
      }
      count++;
      own.next = c.top;
      c.top = own;
      c.link = UNWIND;
    }
  }

  private Saved top = new Innermost(new Counter());
  private int link;

  HandWritten(int depth) {
    Saved last = top;
    for (int i = 1; i < depth; i++) {
      last.next = new Waiting();
      last = last.next;
    }
  }

  void run() {
    while (top != null) {
      Saved frame = top;
      top = frame.next;
      link = RESTORE;
      frame.resume(this);
      if (link == UNWIND) {
        link = 0;
        return;
      }
    }
  }
}
