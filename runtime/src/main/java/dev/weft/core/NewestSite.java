package dev.weft.core;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.internal.vm.annotation.Hidden;

/** The call of a method in the newest copy of its class. */
final class NewestSite {
  private static final MethodHandle FIND =
      Handles.virtual(MethodHandles.lookup(), "find", MethodType.methodType(MethodHandle.class));

  private final Selector selector;
  private final OriginalCall plain;

  private NewestSite(Selector selector, OriginalCall plain) {
    this.selector = selector;
    this.plain = plain;
  }

  /**
   * @param plain calls the method as it stands in the class
   */
  static CallSite of(Selector selector, OriginalCall plain) {
    return new ConstantCallSite(
        Handles.chosen(selector.type(), FIND.bindTo(new NewestSite(selector, plain))));
  }

  @Hidden
  @SuppressWarnings("UnusedMethod") // found by name
  private MethodHandle find() throws Throwable {
    MethodHandle copy = selector.ownMethod();
    return copy == null ? plain.linked() : copy;
  }
}
