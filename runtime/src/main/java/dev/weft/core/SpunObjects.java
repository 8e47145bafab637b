package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.reflect.Method;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/** Objects of spun classes that hold nothing. */
public final class SpunObjects {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private SpunObjects() {}

  /** An object of a class whose constructor does nothing. */
  static Object instanceOf(Class<?> type) throws InstantiationException {
    return UNSAFE.allocateInstance(type);
  }

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
    if (spinner == null) {
      return null;
    }
    Spinner.Spun spun = spinner.spin(type, method, host);
    if (spun == null) {
      return null;
    }
    try {
      Lookup lookup =
          TrustedLookup.LOOKUP
              .in(host)
              .defineHiddenClass(spun.classFile, true, ClassOption.NESTMATE);
      Registry.register(lookup.lookupClass(), spun.info, host);
      return type.cast(instanceOf(lookup.lookupClass()));
    } catch (IllegalAccessException | InstantiationException | LinkageError e) {
      spinner.failed(host, e);
      return null;
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
    if (spun == null) {
      return null;
    }
    try {
      Class<?> type =
          TrustedLookup.LOOKUP
              .in(host)
              .defineHiddenClass(spun.classFile, true, ClassOption.NESTMATE)
              .lookupClass();
      return TrustedLookup.LOOKUP.findStatic(type, spun.info.names[0], selector.type());
    } catch (LinkageError e) {
      spinner.failed(host, e);
      return null;
    }
  }
}
