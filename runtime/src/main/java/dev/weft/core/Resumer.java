package dev.weft.core;

import java.lang.invoke.MethodHandle;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Re-enters one woven method. The first calls go through a method handle in a field; a method that
 * is resumed often gets a hidden class of its own ({@link ConstantResumer}) in which the handle is
 * a constant, so that the JIT sees a direct call.
 */
abstract class Resumer {
  /** Resumes after which a method is worth a class of its own. */
  private static final int WARM = 64;

  /**
   * @param receiver for an instance method its receiver, otherwise anything
   */
  abstract void resume(ContinuationCore c, @Nullable Object receiver) throws Throwable;

  /**
   * @param method a handle of the woven method, receiver first
   */
  static Resumer of(MethodHandle method, boolean isStatic) {
    return new Warming(Delivery.adapt(method, isStatic));
  }

  private static final class Warming extends Resumer {
    private final MethodHandle handle;
    private int calls;
    private @Nullable Resumer constant;

    Warming(MethodHandle handle) {
      this.handle = handle;
    }

    @Override
    @Hidden
    void resume(ContinuationCore c, @Nullable Object receiver) throws Throwable {
      Resumer fast = constant;
      if (fast == null && ++calls >= WARM) {
        c.link = ContinuationCore.AT_REST; // what the JVM runs to define a class may be woven
        constant = fast = ConstantResumer.spin(handle);
        c.link = ContinuationCore.RESTORE;
      }
      if (fast != null) {
        fast.resume(c, receiver);
      } else {
        handle.invokeExact(c, receiver);
      }
    }
  }
}
