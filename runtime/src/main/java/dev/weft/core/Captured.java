package dev.weft.core;

import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a lambda's object has captured, for the class that is spun for it ({@link Lambdas}).
 */
public final class Captured {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private Captured() {}

  @ForceInline
  @Hidden
  public static @Nullable Object reference(Object lambda, long offset) {
    return UNSAFE.getReference(lambda, offset);
  }

  @ForceInline
  @Hidden
  public static boolean ofBoolean(Object lambda, long offset) {
    return UNSAFE.getBoolean(lambda, offset);
  }

  @ForceInline
  @Hidden
  public static byte ofByte(Object lambda, long offset) {
    return UNSAFE.getByte(lambda, offset);
  }

  @ForceInline
  @Hidden
  public static char ofChar(Object lambda, long offset) {
    return UNSAFE.getChar(lambda, offset);
  }

  @ForceInline
  @Hidden
  public static short ofShort(Object lambda, long offset) {
    return UNSAFE.getShort(lambda, offset);
  }

  @ForceInline
  @Hidden
  public static int ofInt(Object lambda, long offset) {
    return UNSAFE.getInt(lambda, offset);
  }

  @ForceInline
  @Hidden
  public static long ofLong(Object lambda, long offset) {
    return UNSAFE.getLong(lambda, offset);
  }

  @ForceInline
  @Hidden
  public static float ofFloat(Object lambda, long offset) {
    return UNSAFE.getFloat(lambda, offset);
  }

  @ForceInline
  @Hidden
  public static double ofDouble(Object lambda, long offset) {
    return UNSAFE.getDouble(lambda, offset);
  }
}
