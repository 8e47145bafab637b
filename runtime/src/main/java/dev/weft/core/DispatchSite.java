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
 * from the {@link #FULL}th class on looks every receiver up.
 *
 * <pre>
 * EMPTY        look up
 * CACHED 1-3   receiver's class == K ? copy of K's method : … : look up
 * FULL         look up
 * </pre>
 */
final class DispatchSite extends MutableCallSite {
  private static final int FULL = 4;

  private static final MethodHandle SELECT =
      Handles.virtual(
          MethodHandles.lookup(),
          "select",
          MethodType.methodType(MethodHandle.class, Object.class));
  private static final MethodHandle IS_OF =
      Handles.ofStatic(
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
    this.slow = Handles.chosen(selector.type(), SELECT.bindTo(this));
    setTarget(slow);
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
    if (cached < FULL && outlives(type)) {
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
    if (cached == FULL) {
      return;
    }
    cached++;
    if (cached == FULL) {
      setTarget(slow);
      return;
    }
    MethodHandle test = IS_OF.bindTo(type);
    setTarget(MethodHandles.guardWithTest(test, target, getTarget()));
  }
}
