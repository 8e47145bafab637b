package dev.weft.core;

import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Hidden;
import jdk.internal.vm.annotation.Stable;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread says which continuation it has mounted.
 *
 * <p>Any thread may run a continuation, and whatever no copy hands it to asks for the current one:
 * run, yield, each throwable that is made. So the answer must be a plain load from the Thread
 * object. {@code Thread} has one field of type Object whose value nobody looks at: the lock that
 * guards interruption ({@code blockerLock} up to 18, {@code interruptLock} from 19). A thread that
 * runs its first continuation replaces that lock by a slot. Only the monitor of the object matters
 * to the JDK, and a thread does this to itself while it holds the old lock; an interrupter that is
 * waiting for the old one finds the interruption flag and the blocker field, both volatile, as it
 * would have.
 *
 * <p>{@code current} is read and written by the owning thread only.
 */
public final class ThreadSlot {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long OFFSET = offset();

  /**
   * Whether any thread has a slot: as long as none has, the question is answered by one load. A
   * thread that installs its slot sees this itself, and no other thread needs to.
   */
  @Stable static boolean inUse;

  @Nullable ContinuationCore current;

  private ThreadSlot() {}

  /** The continuation that the calling thread has mounted, or null. */
  @ForceInline
  @Hidden
  static @Nullable ContinuationCore currentContinuation() {
    return inUse && UNSAFE.getReference(Thread.currentThread(), OFFSET) instanceof ThreadSlot slot
        ? slot.current
        : null;
  }

  /** The calling thread's slot, installed if need be. */
  @ForceInline
  @Hidden
  static ThreadSlot ofCurrentThread() {
    Thread thread = Thread.currentThread();
    return UNSAFE.getReference(thread, OFFSET) instanceof ThreadSlot slot ? slot : install(thread);
  }

  @DontInline
  @Hidden
  private static ThreadSlot install(Thread thread) {
    inUse = true;
    ThreadSlot slot = new ThreadSlot();
    synchronized (UNSAFE.getReference(thread, OFFSET)) {
      UNSAFE.putReferenceVolatile(thread, OFFSET, slot);
    }
    return slot;
  }

  private static long offset() {
    for (String field : JdkNames.THREAD_INTERRUPT_LOCK) {
      try {
        return UNSAFE.objectFieldOffset(Thread.class, field);
      } catch (InternalError absent) {
        // the next name
      }
    }
    throw new IllegalStateException(
        "java.lang.Thread has none of the fields "
            + String.join(", ", JdkNames.THREAD_INTERRUPT_LOCK)
            + " on Java "
            + Runtime.version()
            + ": this version of Weft does not know this JDK");
  }
}
