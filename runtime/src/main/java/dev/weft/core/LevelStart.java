package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import jdk.internal.vm.annotation.Hidden;

/**
 * Where a level of the {@link Trampoline} begins that was started and not resumed. A class of its
 * own for the reason that {@link LevelMark} is one.
 */
final class LevelStart {
  private static final MethodHandle RUN = run();

  private LevelStart() {}

  @Hidden
  static void call(ContinuationCore c) throws Throwable {
    RUN.invokeExact((Object) c.target(), c);
  }

  private static MethodHandle run() {
    MethodType run = MethodType.methodType(void.class);
    MethodType type = CopyCalls.typeOfCopy(run, Runnable.class);
    Selector selector = new Selector(Runnable.class, "run", "()V", type);
    OriginalCall plain =
        new OriginalCall(TrustedLookup.LOOKUP, MethodHandleInfo.REF_invokeInterface, selector);
    return new Dispatch(selector, plain).handle();
  }
}
