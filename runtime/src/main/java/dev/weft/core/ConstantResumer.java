package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Never used as it is: its class file is the template of hidden classes, each with a handle as its
 * class data.
 */
final class ConstantResumer extends Resumer {
  private static final MethodHandle HANDLE = handle();

  private static byte @Nullable [] classFile;

  private ConstantResumer() {}

  @Override
  @Hidden
  void resume(ContinuationCore c) throws Throwable {
    HANDLE.invokeExact(c);
  }

  /** The agent, which defines this class, leaves its class file here. */
  static void useClassFile(byte[] bytes) {
    classFile = bytes;
  }

  static Resumer spin(MethodHandle handle) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> spun = lookup.defineHiddenClassWithClassData(classFile, handle, true).lookupClass();
      MethodHandles.Lookup trusted = TrustedLookup.LOOKUP;
      return (Resumer)
          trusted
              .findConstructor(spun, java.lang.invoke.MethodType.methodType(void.class))
              .invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("cannot spin a class for " + handle, e);
    }
  }

  /** Null in the template itself. */
  private static MethodHandle handle() {
    try {
      return MethodHandles.classData(
          MethodHandles.lookup(),
          java.lang.constant.ConstantDescs.DEFAULT_NAME,
          MethodHandle.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
