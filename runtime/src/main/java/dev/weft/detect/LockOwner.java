package dev.weft.detect;

import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * A thread that held a lock while another one waited for it.
 *
 * <p>Who parks leaves what it waits for in {@code Thread.parkBlocker}, and an exclusive lock of
 * java.util.concurrent knows its owner: two loads, by fields that {@code JdkFactsTest} holds.
 */
public final class LockOwner {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long BLOCKER = offset(Thread.class, "parkBlocker");
  private static final long OWNER =
      offset(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread");
  private static final StackTraceElement[] NO_STACK = {};

  private final String thread;
  private final StackTraceElement[] stack;

  private LockOwner(Thread owner) {
    thread = owner.getName();
    stack = isVirtual(owner) ? NO_STACK : owner.getStackTrace();
  }

  /** Its name. */
  public String thread() {
    return thread;
  }

  /** What it did then, the innermost frame first; empty if that is not known. */
  public StackTraceElement[] stack() {
    return stack.clone();
  }

  /** The owner of what the current thread parks for; null if it waits for something else. */
  static @Nullable LockOwner ofBlocker() {
    if (BLOCKER < 0 || OWNER < 0) {
      return null;
    }
    Object blocker = UNSAFE.getReferenceVolatile(Thread.currentThread(), BLOCKER);
    if (!(blocker instanceof AbstractOwnableSynchronizer)) {
      return null;
    }
    return UNSAFE.getReferenceVolatile(blocker, OWNER) instanceof Thread owner
            && owner != Thread.currentThread()
        ? new LockOwner(owner)
        : null;
  }

  /** To look at one's stack may wait for its carrier. */
  private static boolean isVirtual(Thread thread) {
    return thread.getClass().getName().equals("java.lang.VirtualThread");
  }

  private static long offset(Class<?> type, String field) {
    try {
      return UNSAFE.objectFieldOffset(type, field);
    } catch (InternalError absent) {
      return -1;
    }
  }
}
