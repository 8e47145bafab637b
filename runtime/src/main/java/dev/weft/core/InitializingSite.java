package dev.weft.core;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.Hidden;

/**
 * A call of a static method whose class is not initialised yet: the copy's method does not do it.
 */
final class InitializingSite extends MutableCallSite {
  private static final MethodHandle INITIALIZE =
      Handles.virtual(MethodHandles.lookup(), "initialize", MethodType.methodType(void.class));

  private final Class<?> declaring;
  private final MethodHandle copy;

  private InitializingSite(Class<?> declaring, MethodHandle copy) {
    super(copy.type());
    this.declaring = declaring;
    this.copy = copy;
    setTarget(MethodHandles.foldArguments(copy, INITIALIZE.bindTo(this)));
  }

  static CallSite of(Class<?> declaring, MethodHandle copy) {
    return Unsafe.getUnsafe().shouldBeInitialized(declaring)
        ? new InitializingSite(declaring, copy)
        : new ConstantCallSite(copy);
  }

  @Hidden
  @SuppressWarnings("UnusedMethod") // found by name
  private void initialize() {
    Unsafe.getUnsafe().ensureClassInitialized(declaring);
    if (!Unsafe.getUnsafe().shouldBeInitialized(declaring)) { // nor is it this thread that does it
      setTarget(copy);
    }
  }
}
