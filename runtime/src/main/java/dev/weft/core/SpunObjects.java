package dev.weft.core;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
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
    LambdaSpinner spinner = LambdaBootstrap.spinner();
    Announcement announcement =
        Announcement.of(kindOf(method), method.getDeclaringClass(), method.getModifiers());
    if (spinner == null || announcement == Announcement.NONE) {
      return null;
    }
    LambdaSpinner.Spun spun = spinner.spin(type, method, host, announcement);
    if (spun == null) {
      return null;
    }
    try {
      Lookup lookup =
          TrustedLookup.LOOKUP
              .in(host)
              .defineHiddenClass(spun.classFile, true, ClassOption.NESTMATE);
      Registry.register(lookup.lookupClass(), spun.info);
      return type.cast(instanceOf(lookup.lookupClass()));
    } catch (IllegalAccessException | InstantiationException | LinkageError e) {
      spinner.failed(host, e);
      return null;
    }
  }

  private static int kindOf(Method method) {
    return Modifier.isStatic(method.getModifiers())
        ? MethodHandleInfo.REF_invokeStatic
        : MethodHandleInfo.REF_invokeVirtual;
  }
}
