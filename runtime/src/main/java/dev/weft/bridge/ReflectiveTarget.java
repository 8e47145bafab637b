package dev.weft.bridge;

import org.jspecify.annotations.Nullable;

/** A method, called without reflection. */
public interface ReflectiveTarget {
  /**
   * @param receiver an object that has the method; for a static method anything
   * @param arguments as many as it takes and of the right types, exactly the wrapper's class where
   *     it takes a primitive
   * @throws Throwable what the method throws
   */
  @Nullable Object invoke(@Nullable Object receiver, @Nullable Object @Nullable [] arguments)
      throws Throwable;
}
