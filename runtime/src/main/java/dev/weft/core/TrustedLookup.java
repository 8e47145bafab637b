package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import jdk.internal.misc.Unsafe;

/**
 * The lookup that may see every method: java.lang.invoke keeps it private, and any other would need
 * each class's leave.
 */
final class TrustedLookup {
  static final MethodHandles.Lookup LOOKUP = find();

  private static final MethodHandle OF_CLASS = ofClass();

  private TrustedLookup() {}

  /** The lookup that code of that very class would be given. */
  static MethodHandles.Lookup of(Class<?> type) {
    try {
      return (MethodHandles.Lookup) OF_CLASS.invokeExact(type);
    } catch (Throwable e) {
      throw new IllegalStateException("no lookup of " + type, e);
    }
  }

  private static MethodHandle ofClass() {
    try {
      return LOOKUP.findConstructor(
          MethodHandles.Lookup.class, MethodType.methodType(void.class, JdkNames.LOOKUP_OF_CLASS));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "java.lang.invoke.MethodHandles.Lookup has no constructor (Class) on Java "
              + Runtime.version(),
          e);
    }
  }

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
