package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Makes stack trace elements that equal, and print as, those that the JVM makes. */
final class Elements {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long CLASS =
      UNSAFE.objectFieldOffset(StackTraceElement.class, JdkNames.ELEMENT_CLASS);
  private static final MethodHandle COMPUTE_FORMAT = computeFormat();

  private Elements() {}

  /**
   * @param file null if the class does not name its source file
   * @param line -1 if it is not known
   */
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
    UNSAFE.putReference(element, CLASS, type);
    try {
      COMPUTE_FORMAT.invokeExact(element);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return element;
  }

  private static MethodHandle computeFormat() {
    try {
      return TrustedLookup.LOOKUP.findVirtual(
          StackTraceElement.class,
          JdkNames.ELEMENT_COMPUTE_FORMAT,
          MethodType.methodType(void.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "java.lang.StackTraceElement has no method "
              + JdkNames.ELEMENT_COMPUTE_FORMAT
              + "()void on Java "
              + Runtime.version(),
          e);
    }
  }
}
