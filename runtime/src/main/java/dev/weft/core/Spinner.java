package dev.weft.core;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Writes the classes that stand in for hidden ones of the JDK. The agent, which has ASM, installs
 * it.
 */
public interface Spinner {
  /** A class file to be defined as a hidden class, and what to register for it. */
  final class Spun {
    final byte[] classFile;
    final ClassInfo info;

    public Spun(byte[] classFile, ClassInfo info) {
      this.classFile = classFile;
      this.info = info;
    }
  }

  /**
   * A class with the woven form of each of a lambda's methods, named by {@link CopyInfo#nameOf};
   * null if it has none. Never throws.
   *
   * @param offsets where its objects hold what is captured
   */
  @Nullable Spun spin(Lambda lambda, long[] offsets);

  /**
   * A class that implements {@code type}, whose one method takes a receiver and an array of
   * arguments, by calling {@code method}: boxed arguments are unboxed, and its result is boxed.
   * Never throws.
   *
   * @param host the class whose nest the spun class will join
   * @return null if it cannot be written
   */
  @Nullable Spun spin(Class<?> type, Method method, Class<?> host);

  /**
   * A class with one woven form, which calls a method that {@code host} declares, and converts its
   * result. It takes a handle, what the method takes, the continuation. Never throws.
   *
   * @param kind how it is called, a constant of {@link java.lang.invoke.MethodHandleInfo}
   * @param method its type, without the receiver
   * @param result what its result becomes: boxed or widened if it is primitive, null if there is
   *     none, or dropped
   * @return null if it cannot be written
   */
  @Nullable Spun spin(Class<?> host, int kind, String name, MethodType method, Class<?> result);

  /**
   * A class whose one method, static, makes a call as the original's code makes it: it loads no
   * types of the descriptor.
   *
   * @param descriptor the method's own
   * @param wovenDescriptor of the method that is written: the continuation is dropped
   * @return null if it cannot be written
   */
  @Nullable Spun spin(
      Class<?> host,
      int kind,
      Class<?> owner,
      String name,
      String descriptor,
      String wovenDescriptor);

  /** Told that what was spun in that class's name could not be defined. */
  void failed(Class<?> host, Throwable cause);
}
