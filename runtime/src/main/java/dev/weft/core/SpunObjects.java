package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Defines what the {@link Spinner} writes. */
public final class SpunObjects {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private SpunObjects() {}

  /**
   * An object whose one method, of type {@code (Object, Object[])Object}, calls {@code method} and
   * can suspend in it.
   *
   * @param type the interface that it implements
   * @param host the class whose nest its class joins: one that may call the method
   * @return null if there can be none: only the JDK can make that call
   */
  public static <T> @Nullable T caller(Class<T> type, Method method, Class<?> host) {
    Spinner spinner = Lambdas.spinner();
    Spinner.Spun spun = spinner == null ? null : spinner.spin(type, method, host);
    Class<?> defined = spinner == null || spun == null ? null : define(spinner, host, spun);
    if (spun == null || defined == null) {
      return null;
    }
    Registry.register(defined, spun.info, host);
    try {
      return type.cast(UNSAFE.allocateInstance(defined)); // its constructor would do nothing
    } catch (InstantiationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What calls the copy of a method of {@code host}'s and converts its result; it takes a handle,
   * what the method takes, and the continuation. Null if it cannot be spun.
   */
  static @Nullable MethodHandle converting(Class<?> host, MethodHandleInfo info, Class<?> result) {
    Spinner spinner = Lambdas.spinner();
    Spinner.Spun spun =
        spinner == null
            ? null
            : spinner.spin(
                host, info.getReferenceKind(), info.getName(), info.getMethodType(), result);
    Class<?> type = spinner == null || spun == null ? null : define(spinner, host, spun);
    if (spun == null || type == null) {
      return null;
    }
    Registry.register(type, spun.info, host);
    try {
      MethodType woven =
          MethodType.fromMethodDescriptorString(spun.info.descriptors[0], host.getClassLoader());
      return TrustedLookup.LOOKUP.findStatic(type, spun.info.names[0], woven);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // as it was written
    }
  }

  /** A call of {@code host}'s that no handle can make; null if it cannot be spun. */
  static @Nullable MethodHandle call(Spinner spinner, Class<?> host, int kind, Selector selector)
      throws ReflectiveOperationException {
    Spinner.Spun spun =
        spinner.spin(
            host,
            kind,
            selector.owner(),
            selector.name(),
            selector.descriptor(),
            selector.type().toMethodDescriptorString());
    Class<?> type = spun == null ? null : define(spinner, host, spun);
    return spun == null || type == null
        ? null
        : TrustedLookup.LOOKUP.findStatic(type, spun.info.names[0], selector.type());
  }

  /** Null if the JVM refuses it, which is told. */
  static @Nullable Class<?> define(Spinner spinner, Class<?> host, Spinner.Spun spun) {
    try {
      return Nestmates.define(host, spun.classFile);
    } catch (LinkageError e) {
      spinner.failed(host, e);
      return null;
    }
  }
}
