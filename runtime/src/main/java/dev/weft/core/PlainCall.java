package dev.weft.core;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What is left for {@link Method#invoke} itself to do at a woven call site: the call as it stands,
 * or, when that has been made already, one that gives its result.
 */
public final class PlainCall {
  private static final Method SAME = findSame();

  private final @Nullable Method method;
  private final @Nullable Object receiver;
  private final @Nullable Object @Nullable [] arguments;

  public PlainCall(
      @Nullable Method method, @Nullable Object receiver, @Nullable Object @Nullable [] arguments) {
    this.method = method;
    this.receiver = receiver;
    this.arguments = arguments;
  }

  /** A call that gives {@code result}. */
  public static PlainCall giving(@Nullable Object result) {
    return new PlainCall(SAME, null, new Object[] {result});
  }

  public @Nullable Method method() {
    return method;
  }

  public @Nullable Object receiver() {
    return receiver;
  }

  public @Nullable Object @Nullable [] arguments() {
    return arguments;
  }

  /** Called by reflection. */
  static @Nullable Object same(@Nullable Object value) {
    return value;
  }

  private static Method findSame() {
    try {
      Method same = PlainCall.class.getDeclaredMethod("same", Object.class);
      same.setAccessible(true);
      return same;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
