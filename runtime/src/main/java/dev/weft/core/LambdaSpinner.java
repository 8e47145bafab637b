package dev.weft.core;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Writes the classes by which the engine stands in for those that the JDK would spin. The agent,
 * which has ASM, installs it.
 */
public interface LambdaSpinner {
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
   * The class of a lambda's object, or null if it cannot be written: then the JDK writes it. Never
   * throws.
   */
  @Nullable Spun spin(LambdaShape shape);

  /**
   * A class with a public constructor without parameters that implements {@code type}, whose one
   * method takes a receiver and an array of arguments, by calling {@code method}: boxed arguments
   * are unboxed, and its result is boxed. Never throws.
   *
   * @param host the class whose nest the spun class will join
   * @return null if it cannot be written
   */
  @Nullable Spun spin(Class<?> type, Method method, Class<?> host, Announcement announcement);

  /**
   * Told that what was spun in that class's name could not be defined; the JDK's own way is taken
   * instead.
   */
  void failed(Class<?> host, Throwable cause);
}
