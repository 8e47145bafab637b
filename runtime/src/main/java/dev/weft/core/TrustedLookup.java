package dev.weft.core;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import jdk.internal.misc.Unsafe;

/**
 * The lookup that may see every method: java.lang.invoke keeps it private, and any other would need
 * each class's leave.
 */
final class TrustedLookup {
  static final MethodHandles.Lookup LOOKUP = find();

  private TrustedLookup() {}

  private static MethodHandles.Lookup find() {
    try {
      Unsafe unsafe = Unsafe.getUnsafe();
      Field field = MethodHandles.Lookup.class.getDeclaredField(JdkNames.TRUSTED_LOOKUP);
      return (MethodHandles.Lookup)
          unsafe.getReference(unsafe.staticFieldBase(field), unsafe.staticFieldOffset(field));
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(
          "java.lang.invoke.MethodHandles.Lookup has no field " + JdkNames.TRUSTED_LOOKUP, e);
    }
  }
}
