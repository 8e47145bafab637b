package dev.weft.detect;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * The calling stack, and a number that tells it from others.
 *
 * <p>Turning a stack into elements costs tens of microseconds, so that is done once a site. The
 * number is computed from what HotSpot leaves in {@code Throwable.backtrace}, which costs little
 * more than the walk:
 *
 * <pre>
 * backtrace = Object[] { short[] methods, int[] bcis, Object[] mirrors, long[] names, Object[] next, .. }
 * </pre>
 *
 * in chunks of 32 frames, of which the first two are looked at, so that recursion does not make
 * sites without end. If it looks otherwise, the elements are used; so they are in a fiber, where
 * the JVM does not see the application's frames, and the engine has added what it knows of them at
 * the end of the array.
 */
final class StackKey extends Throwable {
  private static final long serialVersionUID = 1L;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long BACKTRACE = backtraceOffset();
  private static final int CHUNKS = 2;
  private static final int NEXT = 4;
  private static final int MOST_ELEMENTS = 64;

  /** Classes of the detector, and the way from a fiber's start to it. */
  private static final String[] OWN = {
    "dev.weft.detect.", "dev.weft.agent.FiberLink", "dev.weft.core.FiberOrigins"
  };

  /** Of a chunk, as the JVM makes it: {@code Hooks.prepare} comes here first, in no fiber. */
  private static final int PARTS = new StackKey().parts();

  StackKey() {
    super(null, null, false, true);
  }

  private @Nullable Object backtrace() {
    return BACKTRACE < 0 ? null : UNSAFE.getReference(this, BACKTRACE);
  }

  private int parts() {
    return backtrace() instanceof Object[] parts ? parts.length : 0;
  }

  long key(int hook) {
    long hash = hook + 0x51_7c_c1_b7_27_22_0a_95L;
    Object chunk = backtrace();
    for (int i = 0; i < CHUNKS && chunk instanceof Object[] parts; i++) {
      if (parts.length <= NEXT
          || parts.length != PARTS
          || !(parts[0] instanceof short[] methods)
          || !(parts[1] instanceof int[] bcis)
          || !(parts[2] instanceof Object[] mirrors)) {
        return keyOfElements(hash);
      }
      hash = hashOf(hash, methods, bcis, mirrors);
      chunk = parts[NEXT];
    }
    return chunk == null || chunk instanceof Object[] ? hash : keyOfElements(hash);
  }

  private static long hashOf(long seed, short[] methods, int[] bcis, @Nullable Object[] mirrors) {
    long hash = seed;
    for (int i = 0; i < methods.length; i++) {
      Object mirror = mirrors[i];
      if (mirror == null) {
        break;
      }
      hash = mix(hash, ((long) methods[i] << 32) ^ bcis[i]);
      hash = mix(hash, mirror.hashCode());
    }
    return hash;
  }

  private long keyOfElements(long seed) {
    StackTraceElement[] elements = getStackTrace();
    long hash = seed;
    for (int i = 0; i < Math.min(elements.length, MOST_ELEMENTS); i++) {
      hash = mix(hash, elements[i].hashCode());
    }
    return hash;
  }

  private static long mix(long hash, long value) {
    long mixed = (hash ^ value) * 0xff51afd7ed558ccdL;
    return mixed ^ (mixed >>> 32);
  }

  /** Without those of the detector. */
  StackTraceElement[] frames() {
    StackTraceElement[] all = getStackTrace();
    int from = 0;
    while (from < all.length && isOwn(all[from].getClassName())) {
      from++;
    }
    return java.util.Arrays.copyOfRange(all, from, all.length);
  }

  /** Without a lambda: it may be called in the middle of linking one. */
  private static boolean isOwn(String className) {
    for (String own : OWN) {
      if (className.startsWith(own)) {
        return true;
      }
    }
    return false;
  }

  private static long backtraceOffset() {
    try {
      return UNSAFE.objectFieldOffset(Throwable.class, "backtrace");
    } catch (InternalError absent) {
      return -1;
    }
  }
}
