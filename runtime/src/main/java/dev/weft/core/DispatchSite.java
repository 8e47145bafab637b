package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * A call that is dispatched by its receiver: an inline cache (Hölzle, Chambers, Ungar 1991). It
 * compares the receiver's class with those that came before, each with the copy that it runs, and
 * from {@link #MOST_CACHED} classes on looks every receiver up.
 *
 * <pre>
 * EMPTY        look up
 * CACHED 1-4   receiver's class == K ? copy of K's method : … : look up
 * FULL         look up
 * </pre>
 */
final class DispatchSite extends MutableCallSite {
  private static final int MOST_CACHED = 4;

  private static final MethodHandle SELECT =
      find(
          MethodHandles.lookup(),
          "select",
          MethodType.methodType(MethodHandle.class, Object.class));
  private static final MethodHandle IS_OF =
      find(
          MethodHandles.lookup(),
          "isOf",
          MethodType.methodType(boolean.class, Class.class, Object.class));

  private final Selector selector;
  private final OriginalCall plain;
  private final MethodHandle slow;
  private final @Nullable ClassLoader loader;
  private int cached;

  /**
   * @param plain the original's call
   */
  DispatchSite(Selector selector, OriginalCall plain) {
    super(selector.type());
    this.selector = selector;
    this.plain = plain;
    this.loader = selector.owner().getClassLoader();
    MethodType type = selector.type();
    MethodHandle select =
        SELECT
            .bindTo(this)
            .asType(MethodType.methodType(MethodHandle.class, type.parameterType(0)));
    this.slow = MethodHandles.foldArguments(MethodHandles.exactInvoker(type), select);
    setTarget(slow);
  }

  private static MethodHandle find(MethodHandles.Lookup lookup, String name, MethodType type) {
    try {
      return name.equals("select")
          ? lookup.findVirtual(DispatchSite.class, name, type)
          : lookup.findStatic(DispatchSite.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @ForceInline
  @Hidden
  @SuppressWarnings("UnusedMethod") // found by name
  private static boolean isOf(Class<?> type, @Nullable Object receiver) {
    return receiver != null && receiver.getClass() == type;
  }

  /** What a call on that receiver runs. */
  @Hidden
  @SuppressWarnings("UnusedMethod") // found by name
  private MethodHandle select(@Nullable Object receiver) throws Throwable {
    if (receiver == null) {
      return plain.linked();
    }
    Class<?> type = receiver.getClass();
    MethodHandle copy = selector.virtualMethod(type);
    MethodHandle target = copy == null ? plain.linked() : copy;
    if (cached < MOST_CACHED && outlives(type)) {
      cache(type, target);
    }
    return target;
  }

  /** Others would be kept alive by this site. */
  private boolean outlives(Class<?> type) {
    ClassLoader own = type.getClassLoader();
    return own == null || own == loader || own == ClassLoader.getSystemClassLoader();
  }

  private synchronized void cache(Class<?> type, MethodHandle target) {
    if (cached == MOST_CACHED) {
      return;
    }
    cached++;
    if (cached == MOST_CACHED) {
      setTarget(slow);
      return;
    }
    MethodHandle test =
        IS_OF
            .bindTo(type)
            .asType(MethodType.methodType(boolean.class, selector.type().parameterType(0)));
    setTarget(MethodHandles.guardWithTest(test, target, getTarget()));
  }
}
