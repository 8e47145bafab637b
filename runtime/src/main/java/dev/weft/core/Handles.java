package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Announces calls through method handles. Only a direct handle of a woven method, whose result the
 * call site takes as it is, leads straight to that method; through any other the callee takes its
 * caller for a foreign one.
 */
public final class Handles {
  private static final int SIZE = 1 << 10;

  /**
   * By identity hash, the latest handle that was asked for. Races lose an entry at worst: entries
   * do not change.
   */
  private static final @Nullable Known[] KNOWN = new Known[SIZE];

  private Handles() {}

  /**
   * To be called before {@code handle.invokeExact(…)} and {@code handle.invoke(…)}.
   *
   * @param handle the handle; may be null, and the call then fails with the link at rest
   * @param called the type by which the call site calls it
   */
  public static void arm(@Nullable Object handle, @Nullable ContinuationCore c, MethodType called) {
    if (c != null
        && handle instanceof MethodHandle h
        && isPassedOn(h.type().returnType(), called.returnType())) {
      c.link = tokenOf(h);
    }
  }

  /**
   * Whether the call gives what the method gave: a conversion would be lost with the JDK's frames.
   */
  private static boolean isPassedOn(Class<?> from, Class<?> to) {
    return from == to || (!from.isPrimitive() && !to.isPrimitive() && to.isAssignableFrom(from));
  }

  private static int tokenOf(MethodHandle handle) {
    int slot = System.identityHashCode(handle) & SIZE - 1;
    Known known = KNOWN[slot];
    if (known == null || known.get() != handle) {
      known = new Known(handle, reveal(handle));
      KNOWN[slot] = known;
    }
    return known.token;
  }

  /** AT_REST if the handle does not lead straight to a woven method. */
  private static int reveal(MethodHandle handle) {
    MethodHandleInfo info;
    try {
      info = TrustedLookup.LOOKUP.revealDirect(handle);
    } catch (IllegalArgumentException notDirect) {
      return ContinuationCore.AT_REST;
    }
    boolean isMethod = info.getReferenceKind() >= MethodHandleInfo.REF_invokeVirtual;
    if (!isMethod
        || Announcement.of(info.getReferenceKind(), info.getDeclaringClass(), info.getModifiers())
            != Announcement.TOKEN) {
      return ContinuationCore.AT_REST;
    }
    return Tokens.of(info.getName(), info.getMethodType().toMethodDescriptorString());
  }

  private static final class Known extends WeakReference<MethodHandle> {
    final int token;

    Known(MethodHandle handle, int token) {
      super(handle);
      this.token = token;
    }
  }
}
