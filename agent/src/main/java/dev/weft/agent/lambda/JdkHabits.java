package dev.weft.agent.lambda;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;

/** What differs between versions of the JDK in the classes of lambdas. */
final class JdkHabits {
  /** Up to here their names are numbered. */
  private static final int LAST_NUMBERING = 20;

  static final boolean NUMBERS_NAMES = Runtime.version().feature() <= LAST_NUMBERING;

  private JdkHabits() {}

  /** The access flags of bridges. Read off a lambda of the JDK's, as few need it. */
  static int bridgeFlags() {
    return Bridges.FLAGS;
  }

  private static final class Bridges {
    static final int FLAGS = read();

    private static int read() {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodType erased = MethodType.methodType(Object.class, Object.class);
      MethodType dynamic = MethodType.methodType(String.class, Object.class);
      try {
        MethodHandle text = lookup.findStatic(String.class, "valueOf", dynamic);
        Object lambda =
            LambdaMetafactory.altMetafactory(
                    lookup,
                    "apply",
                    MethodType.methodType(Function.class),
                    erased,
                    text,
                    dynamic,
                    LambdaMetafactory.FLAG_BRIDGES,
                    1,
                    dynamic)
                .getTarget()
                .invoke();
        for (var method : lambda.getClass().getDeclaredMethods()) {
          if (method.getReturnType() == String.class) {
            return method.getModifiers();
          }
        }
        throw new IllegalStateException("no bridge in " + lambda.getClass());
      } catch (Throwable t) {
        throw new IllegalStateException("the JDK links no bridges", t);
      }
    }
  }
}
