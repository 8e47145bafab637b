package dev.weft.it.lambda;

import dev.weft.it.support.Probe;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Methods that an interface has itself. */
interface Greeter {
  default String greet(Probe p) {
    return p.suspend("hello") + hidden(p);
  }

  private String hidden(Probe p) {
    return p.suspend("!");
  }

  static Integer count(Probe p) {
    return p.suspend((Integer) 3);
  }

  /** A handle of its private method, which only code in here may call. */
  static MethodHandle hiddenHandle() throws ReflectiveOperationException {
    return MethodHandles.lookup().findVirtual(Greeter.class, "hidden", Kinds.TEXT);
  }
}
