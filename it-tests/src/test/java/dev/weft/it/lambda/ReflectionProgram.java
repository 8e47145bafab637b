package dev.weft.it.lambda;

import dev.weft.Continuation;
import dev.weft.ContinuationScope;
import dev.weft.it.lambda.elsewhere.Guarded;
import dev.weft.it.support.Probe;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The main class of a JVM that prints what reflective calls give and throw. With argument {@code
 * suspending} it does so in a continuation that suspends in every target.
 */
public final class ReflectionProgram {
  private static final ContinuationScope SCOPE = new ContinuationScope("reflection");
  private static final List<String> LINES = new ArrayList<>();
  private static boolean suspending;
  private static int suspensions;

  private ReflectionProgram() {}

  public static void main(String[] args) {
    if (args.length == 0) {
      all();
    } else {
      suspending = true;
      Continuation continuation = new Continuation(SCOPE, ReflectionProgram::all);
      int resumptions = 0;
      for (continuation.run(); !continuation.isDone(); continuation.run()) {
        resumptions++;
      }
      if (resumptions != suspensions) {
        throw new AssertionError(suspensions + " suspensions, resumed " + resumptions + " times");
      }
    }
    LINES.add("suspensions " + suspensions);
    LINES.forEach(System.out::println);
  }

  static void suspend() {
    suspensions++;
    if (suspending) {
      Continuation.yield(SCOPE);
    }
  }

  private static void all() {
    for (int round = 1; round <= 20; round++) {
      for (Method method : sorted(Targets.class)) {
        boolean isOpen = round % 2 == 0;
        if (isOpen) {
          method.setAccessible(true);
        }
        for (Object[] arguments : Targets.ARGUMENTS) {
          call(method, new Targets(), arguments);
        }
        call(method, null, new Object[0]);
        call(method, "another", (Object[]) null);
      }
    }
    access();
    callerSensitive();
  }

  private static void access() {
    for (Class<?> type : List.of(Guarded.class, Sub.class, Hiding.class)) {
      for (Method method : sorted(type)) {
        call(method, new Sub(), new Probe());
        call(method, new Guarded(), new Probe());
        call(method, new Hiding(), new Probe());
      }
    }
    for (Method method : sorted(ArrayList.class)) {
      if (method.getName().equals("grow") || method.getName().equals("size")) {
        call(method, new ArrayList<>());
      }
    }
  }

  /** Whom the JDK takes for the caller decides what these give. */
  private static void callerSensitive() {
    try {
      call(Class.class.getMethod("forName", String.class), null, ReflectionProgram.class.getName());
      call(java.lang.invoke.MethodHandles.class.getMethod("lookup"), null);
      call(
          Method.class.getMethod("invoke", Object.class, Object[].class),
          Targets.class.getDeclaredMethod("hidden"),
          new Targets(),
          new Object[0]);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Method> sorted(Class<?> type) {
    Method[] methods = type.getDeclaredMethods();
    Arrays.sort(methods, java.util.Comparator.comparing(Method::toString));
    return Arrays.stream(methods).filter(method -> !method.isSynthetic()).toList();
  }

  private static void call(Method method, Object receiver, Object... arguments) {
    String line;
    try {
      Object result = method.invoke(receiver, arguments);
      line = result == null ? "null" : result.getClass().getName() + " " + result;
    } catch (InvocationTargetException e) {
      line = e + " of " + e.getCause() + " at " + e.getCause().getStackTrace()[0];
    } catch (IllegalArgumentException e) {
      line = "illegal argument"; // the message changes when the JDK changes its accessor
    } catch (Exception e) {
      line = e.toString();
    }
    LINES.add(method + ": " + line.replaceAll("@[0-9a-f]+", "@"));
  }

  /** In reach of what Guarded protects. */
  private static final class Sub extends Guarded {}

  /** Out of reach but for classes of its nest. */
  static class Hiding extends Guarded {
    private String hidden(Probe p) {
      suspend();
      return "hidden" + p.suspendPoints();
    }
  }
}
