package dev.weft.core;

import java.lang.invoke.MethodHandle;
import jdk.internal.vm.annotation.Hidden;

/**
 * Re-enters one woven method. The first calls go through a method handle in a field; a method that
 * is resumed often gets a hidden class of its own ({@link ConstantResumer}) in which the handle is
 * a constant, so that the JIT sees a direct call.
 */
abstract class Resumer {
  /** Resumes after which a method is worth a class of its own. */
  private static final int WARM = 64;

  abstract void resume(ContinuationCore c) throws Throwable;

  /**
   * @param ref keeps what is given back, until a faster one replaces it there
   * @param handle {@code (ContinuationCore)void}, as {@link Delivery} makes it
   */
  static Resumer of(MethodRef ref, MethodHandle handle) {
    return new Warming(ref, handle);
  }

  private static final class Warming extends Resumer {
    private final MethodRef ref;
    private final MethodHandle handle;
    private int calls;

    Warming(MethodRef ref, MethodHandle handle) {
      this.ref = ref;
      this.handle = handle;
    }

    @Override
    @Hidden
    void resume(ContinuationCore c) throws Throwable {
      if (++calls == WARM) {
        c.link = ContinuationCore.AT_REST; // what the JVM runs to define a class may be woven
        ref.resumer = ConstantResumer.spin(handle);
        c.link = ContinuationCore.RESTORE;
      }
      handle.invokeExact(c);
    }
  }
}
