package dev.weft.it.shapes;

import dev.weft.Pinned;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;

/** Rows 28 to 31: suspensions under monitors, and beside them. Java 8 syntax. */
final class MonitorShapes {
  private MonitorShapes() {}

  @Pins(Pinned.MONITOR)
  static final class Blocks implements Program {
    @Override
    public Object run(Probe p) {
      Object a = new Object();
      Object b = new Object();
      long r = p.suspend(1L);
      synchronized (a) {
        r += p.suspend(2L);
        synchronized (p.suspend(b)) {
          r = r * 10 + Under.deeper(p, a, b);
        }
        p.log(Thread.holdsLock(a) + " " + Thread.holdsLock(b));
        r = r * 10 + p.suspend(3);
      }
      p.log(Thread.holdsLock(a));
      return r + p.suspend(4);
    }

    static final class Under {
      static int deeper(Probe p, Object a, Object b) {
        p.log(Thread.holdsLock(a) && Thread.holdsLock(b));
        return p.suspend(5) + p.suspend(6);
      }
    }
  }

  @Pins(Pinned.MONITOR)
  static final class Methods implements Program {
    @Override
    public Object run(Probe p) {
      Guarded g = new Guarded();
      int r = p.suspend(1) + g.locked(p) + Guarded.lockedStatic(p);
      p.log(Thread.holdsLock(g) || Thread.holdsLock(Guarded.class));
      return r + p.suspend(2);
    }

    static final class Guarded {
      private int n = 7;

      synchronized int locked(Probe p) {
        n += p.suspend(1);
        return again(p) + n;
      }

      synchronized int again(Probe p) {
        p.log(Thread.holdsLock(this));
        return p.suspend(n);
      }

      static synchronized int lockedStatic(Probe p) {
        p.log(Thread.holdsLock(Guarded.class));
        return p.suspend(3);
      }
    }
  }

  @Pins(Pinned.MONITOR)
  static final class ExceptionUnderMonitor implements Program {
    @Override
    public Object run(Probe p) {
      Object lock = new Object();
      Guarded g = new Guarded();
      try {
        synchronized (lock) {
          p.suspend();
          g.fail(p);
        }
      } catch (IllegalStateException e) {
        p.log(Thread.holdsLock(lock) + " " + Thread.holdsLock(g) + e.getMessage());
        p.suspend();
      }
      synchronized (lock) {
        throw new IllegalArgumentException(p.suspend("out") + Thread.holdsLock(lock));
      }
    }

    static final class Guarded {
      synchronized void fail(Probe p) {
        try {
          p.suspend();
          throw new IllegalStateException("held " + Thread.holdsLock(this));
        } finally {
          p.suspend();
        }
      }
    }
  }

  @Pins(Pinned.MONITOR)
  static final class WaitAndNotify implements Program {
    @Override
    public Object run(Probe p) throws InterruptedException {
      Mailbox box = new Mailbox();
      Thread sender = new Thread(box);
      sender.setDaemon(true);
      p.suspend();
      String got;
      synchronized (box) {
        sender.start();
        p.suspend();
        while (box.mail == null) {
          box.wait(10_000);
        }
        p.log(Thread.holdsLock(box));
        got = box.mail;
      }
      sender.join();
      return got + p.suspend(1);
    }

    static final class Mailbox implements Runnable {
      String mail;

      @Override
      public synchronized void run() {
        mail = "mail";
        notifyAll();
      }
    }
  }

  /** Monitors that are free again when the code suspends hinder nothing. */
  static final class BesideMonitors implements Program {
    @Override
    public Object run(Probe p) {
      Counter c = new Counter();
      for (int i = 0; i < 5; i++) {
        c.add(p.suspend(i));
        synchronized (c) {
          c.n *= 2;
        }
        p.suspend();
        try {
          synchronized (c) {
            if (c.n % 3 == 0) {
              throw new IllegalStateException();
            }
          }
        } catch (IllegalStateException e) {
          p.log(c.get(p) + p.suspend(100));
        }
      }
      return c.get(p);
    }

    static final class Counter {
      int n;

      synchronized void add(int m) {
        n += m;
      }

      int get(Probe p) {
        p.suspend();
        synchronized (this) {
          return n;
        }
      }
    }
  }
}
