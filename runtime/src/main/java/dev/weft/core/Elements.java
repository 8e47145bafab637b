package dev.weft.core;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Makes stack trace elements that equal, and print as, those that the JVM makes. */
final class Elements {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long FORMAT =
      UNSAFE.objectFieldOffset(StackTraceElement.class, JdkNames.ELEMENT_FORMAT);

  /** StackTraceElement.BUILTIN_CLASS_LOADER and JDK_NON_UPGRADEABLE_MODULE. */
  private static final byte BUILTIN_CLASS_LOADER = 1;

  private static final byte JDK_MODULE = 2;

  private Elements() {}

  static StackTraceElement of(Class<?> type, String method, @Nullable String file, int line) {
    ClassLoader loader = type.getClassLoader();
    Module module = type.getModule();
    String version =
        module.getDescriptor() == null ? null : module.getDescriptor().rawVersion().orElse(null);
    StackTraceElement element =
        new StackTraceElement(
            loader == null ? null : loader.getName(),
            module.getName(),
            version,
            type.getName(),
            method,
            file,
            line);
    byte format = 0;
    if (loader == null
        || loader == ClassLoader.getSystemClassLoader()
        || loader == ClassLoader.getPlatformClassLoader()) {
      format |= BUILTIN_CLASS_LOADER;
    }
    if (loader == null && module.isNamed()) {
      format |= JDK_MODULE;
    }
    UNSAFE.putByte(element, FORMAT, format);
    return element;
  }
}
