package dev.weft.it.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weft.Pinned;
import dev.weft.it.support.Differential;
import dev.weft.it.support.Differential.Report;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.WrongMethodTypeException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Calls through method handles: a direct one suspends at each call, any other pins; the values are
 * right in both.
 */
class HandlesTest {
  /** The JDK specialises a handle after 127 calls. */
  private static final int CALLS = 300;

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodType MIX =
      MethodType.methodType(long.class, Probe.class, int.class, double.class);
  private static final MethodType TEXT =
      MethodType.methodType(String.class, Probe.class, String.class);

  private static final Map<String, Program> SUSPENDING =
      Map.of(
          "exact, virtual",
          p -> {
            MethodHandle handle = LOOKUP.findVirtual(Target.class, "mix", MIX);
            long sum = 0;
            for (int i = 0; i < CALLS; i++) {
              sum += (long) handle.invokeExact(new Target(), p, i, i / 4.0) * p.suspend(2);
            }
            return sum;
          },
          "exact, static",
          p -> {
            MethodHandle handle = LOOKUP.findStatic(Target.class, "text", TEXT);
            String text = (String) handle.invokeExact(p, "a");
            return text + (String) handle.invokeExact(p, p.suspend("b"));
          },
          "arguments converted",
          p -> {
            MethodHandle handle = LOOKUP.findStatic(Target.class, "text", TEXT);
            Object text = handle.invoke((Object) p, (Object) "a");
            long mixed =
                (long)
                    LOOKUP
                        .findVirtual(Target.class, "mix", MIX)
                        .invoke(new Target(), p, (short) 3, 4.5f);
            return text + " " + mixed;
          },
          "failing",
          p -> {
            MethodHandle handle = LOOKUP.findStatic(Target.class, "text", TEXT);
            try {
              return (String) handle.invokeExact(p, (String) null);
            } catch (NullPointerException e) {
              return e.getMessage() + p.suspend(1) + wrongType(handle, p);
            }
          });

  /** Whose results the call site does not take as they are. */
  private static final Map<String, Program> CONVERTING =
      Map.of(
          "boxed",
          p -> (Object) mix().invoke(new Target(), p, p.suspend(5), 0.5),
          "widened",
          p -> {
            float wide = (float) mix().invoke(new Target(), p, 7, 0.25) + p.suspend(1);
            double wider = (double) small().invoke(p, (byte) 3);
            return wide + wider;
          },
          "boxed as what it is",
          p -> {
            Number n = (Number) mix().invoke(new Target(), p, 1, 1.0);
            Comparable<?> c = (Comparable<?>) small().invoke(p, (byte) 4);
            return n + " " + c + p.suspend("");
          },
          "dropped",
          p -> {
            mix().invoke(new Target(), p, 2, 2.0);
            LOOKUP.findStatic(Target.class, "text", TEXT).invoke(p, "z");
            return p.suspend(9);
          },
          "none",
          p -> {
            MethodHandle handle =
                LOOKUP.findStatic(
                    Target.class, "nothing", MethodType.methodType(void.class, Probe.class));
            return (Object) handle.invoke(p) + "" + p.suspend(1);
          },
          "with arguments",
          p -> LOOKUP.findStatic(Target.class, "text", TEXT).invokeWithArguments(p, "y"),
          "with a list of arguments, boxed",
          p -> mix().invokeWithArguments(List.of(new Target(), p, p.suspend(3), 1.5)),
          "with arguments that do not fit",
          p -> {
            try {
              return mix().invokeWithArguments(new Target(), p, "three", 1.5);
            } catch (ClassCastException e) {
              return "refused" + p.suspend(1);
            }
          },
          "failing later",
          p -> {
            try {
              return (Object) small().invoke(p, (byte) 0);
            } catch (ArithmeticException e) {
              return e.getMessage() + p.suspend(1);
            }
          });

  private static MethodHandle mix() throws ReflectiveOperationException {
    return LOOKUP.findVirtual(Target.class, "mix", MIX);
  }

  private static MethodHandle small() throws ReflectiveOperationException {
    return LOOKUP.findStatic(
        Target.class, "small", MethodType.methodType(short.class, Probe.class, byte.class));
  }

  private static final Map<String, Program> PINNING =
      Map.of(
          "bound",
          p ->
              (long)
                  LOOKUP
                      .findVirtual(Target.class, "mix", MIX)
                      .bindTo(new Target())
                      .invokeExact(p, 1, 2.0),
          "filtered",
          p -> {
            MethodHandle handle = LOOKUP.findStatic(Target.class, "text", TEXT);
            return (String)
                MethodHandles.filterReturnValue(handle, MethodHandles.identity(String.class))
                    .invokeExact(p, "x");
          });

  private static String wrongType(MethodHandle handle, Probe p) throws Throwable {
    try {
      handle.invokeExact(p, 1);
      return "no exception";
    } catch (WrongMethodTypeException e) {
      return p.suspend("wrong type");
    }
  }

  @TestFactory
  Stream<DynamicTest> directHandlesSuspend() {
    return tests(SUSPENDING, Set.of());
  }

  @TestFactory
  Stream<DynamicTest> resultsAreConverted() {
    return tests(CONVERTING, Set.of());
  }

  @TestFactory
  Stream<DynamicTest> otherHandlesPin() {
    return tests(PINNING, Set.of(Pinned.FOREIGN_FRAME));
  }

  private static Stream<DynamicTest> tests(Map<String, Program> programs, Set<Pinned> pins) {
    return programs.entrySet().stream()
        .map(each -> dynamicTest(each.getKey(), () -> check(each.getValue(), pins)));
  }

  private static void check(Program program, Set<Pinned> pins) {
    try (Differential differential = new Differential()) {
      Report report = differential.compare(() -> program);
      // The survey of the plain stack takes the JDK's frames for transparent, so it expects no pin.
      assertEquals(
          List.of(),
          report.differences().stream()
              .filter(line -> pins.isEmpty() || !line.contains("must suspend"))
              .toList());
      assertEquals(pins, report.pins());
    }
  }

  private static final class Target {
    long mix(Probe p, int a, double b) {
      return p.suspend(a) + (long) (p.suspend(b) * 10);
    }

    private static short small(Probe p, byte b) {
      return (short) (p.suspend(1000) / b);
    }

    static void nothing(Probe p) {
      p.suspend(0);
    }

    static String text(Probe p, String s) {
      return p.suspend(s.length()) + s;
    }
  }
}
