package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * The call of the original that a call in a copy stands for, made in its name where there is no
 * copy to call. It is linked when it is first needed: that loads every type of its descriptor,
 * which the JVM does not, and which may be missing.
 */
final class OriginalCall {
  private final Lookup original;
  private final int kind;
  private final Selector selector;
  private volatile @Nullable MethodHandle handle;
  private volatile @Nullable Boolean permitted;

  /**
   * @param original the lookup of the code that calls
   * @param kind of {@link MethodHandleInfo}
   */
  OriginalCall(Lookup original, int kind, Selector selector) {
    this.original = original;
    this.kind = kind;
    this.selector = selector;
  }

  /** Of the type of the selector: the continuation is dropped. */
  @Hidden
  MethodHandle linked() throws Throwable {
    MethodHandle known = handle;
    if (known == null) {
      handle = known = link();
    }
    return known;
  }

  /** For receivers of one class: with nothing left to dispatch where that is possible. */
  MethodHandle on(Class<?> receiver) throws Throwable {
    MethodHandle dispatched = linked();
    MethodHandle method = selector.plainMethod(receiver);
    return method == null ? dispatched : Handles.withoutContinuation(method, selector.type());
  }

  /** Whether a class lives as long as the code that calls: it may hold on to that class. */
  boolean isOutlivedBy(Class<?> receiver) {
    ClassLoader own = receiver.getClassLoader();
    if (own == null || own == ClassLoader.getSystemClassLoader()) {
      return isTied(receiver);
    }
    ClassLoader loader = original.lookupClass().getClassLoader();
    while (loader != null && loader != own) {
      loader = loader.getParent();
    }
    return loader == own && isTied(receiver);
  }

  /** Whether a class lives as long as its loader. */
  private static boolean isTied(Class<?> type) {
    return !type.isHidden()
        || type.getClassLoader() == null
        || Lambdas.isOne(type)
        || Registry.spun(type) != null;
  }

  /** Whether the original may make the call at all; else {@link #linked} says why not. */
  boolean isPermitted() {
    Boolean known = permitted;
    if (known == null) {
      permitted =
          known = original == TrustedLookup.LOOKUP || selector.isPermitted(original.lookupClass());
    }
    return known;
  }

  boolean isSpecial() {
    return kind == MethodHandleInfo.REF_invokeSpecial;
  }

  private MethodHandle link() throws Throwable {
    try {
      return Handles.withoutContinuation(
          CopyLinks.find(original, kind, selector).asFixedArity(), selector.type());
    } catch (TypeNotPresentException | NoClassDefFoundError e) {
      Spinner spinner = Lambdas.spinner();
      MethodHandle spun =
          spinner == null || kind == MethodHandleInfo.REF_invokeSpecial
              ? null
              : SpunObjects.call(spinner, original.lookupClass(), kind, selector);
      if (spun == null) {
        throw e;
      }
      return spun;
    }
  }
}
