package dev.weft.it.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.weft.core.LambdaBootstrap;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What altMetafactory can do more: markers, bridges, serialisation; and what both refuse. */
class AlternativesTest {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodType FACTORY =
      MethodType.methodType(Function.class, int.class, long.class, String.class, boolean.class);
  private static final MethodType ERASED = MethodType.methodType(Object.class, Object.class);
  private static final MethodType DYNAMIC = MethodType.methodType(String.class, Integer.class);
  private static final int ALL =
      LambdaMetafactory.FLAG_SERIALIZABLE
          | LambdaMetafactory.FLAG_MARKERS
          | LambdaMetafactory.FLAG_BRIDGES;

  /** LambdaMetafactory.altMetafactory or Weft's. */
  private interface Alternative {
    CallSite link(MethodHandles.Lookup caller, String name, MethodType factory, Object... args)
        throws Exception;
  }

  interface Marker {}

  /** Serializable, though a lambda of it may not be compiled for that. */
  interface ByChance extends Supplier<String>, Serializable {}

  static String implementation(int a, long b, String c, boolean d, int last) {
    return a + " " + b + c + d + last;
  }

  @Test
  void aClassWithEverything() throws Throwable {
    MethodType bridge = MethodType.methodType(Object.class, Number.class);
    Object[] args = {
      ERASED,
      handle(),
      DYNAMIC,
      ALL,
      3,
      Marker.class,
      Runnable.class,
      Marker.class,
      2,
      bridge,
      DYNAMIC
    };
    Object jdks = made(LambdaMetafactory::altMetafactory, args);
    Object wefts = made(LambdaBootstrap::altMetafactory, args);
    assertEquals(Description.of(jdks), Description.of(wefts));
    Method bridged = wefts.getClass().getMethod("apply", Number.class);
    bridged.setAccessible(true);
    assertEquals("1 2xtrue3", bridged.invoke(wefts, 3));
    assertEquals(described(jdks), described(wefts));
  }

  @Test
  void serialisedFormIsTheJdks() throws Throwable {
    Object[] args = {ERASED, handle(), DYNAMIC, LambdaMetafactory.FLAG_SERIALIZABLE};
    List<Object> expected = described(made(LambdaMetafactory::altMetafactory, args));
    assertEquals(expected, described(made(LambdaBootstrap::altMetafactory, args)));
    assertEquals(14, expected.size());
  }

  @Test
  void anObjectThatIsSerializableByChanceRefuses() throws Throwable {
    MethodHandle text =
        LOOKUP.findStatic(AlternativesTest.class, "text", MethodType.methodType(String.class));
    MethodType factory = MethodType.methodType(ByChance.class);
    MethodType erased = MethodType.methodType(Object.class);
    Object jdks =
        LambdaMetafactory.metafactory(LOOKUP, "get", factory, erased, text, text.type())
            .getTarget()
            .invoke();
    Object wefts =
        LambdaBootstrap.metafactory(LOOKUP, "get", factory, erased, text, text.type())
            .getTarget()
            .invoke();
    assertEquals(Description.of(jdks), Description.of(wefts));
    assertEquals(writing(jdks), writing(wefts));
    assertEquals("java.io.NotSerializableException: Non-serializable lambda", writing(wefts));
  }

  static String text() {
    return "text";
  }

  @Test
  void whatTheJdkRefusesIsRefusedInItsWords() throws Throwable {
    MethodHandle bound = MethodHandles.insertArguments(handle(), 0, 1);
    Object[][] bad = {
      {},
      {ERASED},
      {ERASED, handle(), DYNAMIC},
      {ERASED, handle(), "no type", 0},
      {ERASED, handle(), DYNAMIC, "no flags"},
      {ERASED, null, DYNAMIC, 0},
      {ERASED, handle(), DYNAMIC, 0, "too many"},
      {ERASED, handle(), DYNAMIC, LambdaMetafactory.FLAG_MARKERS},
      {ERASED, handle(), DYNAMIC, LambdaMetafactory.FLAG_MARKERS, -1},
      {ERASED, handle(), DYNAMIC, LambdaMetafactory.FLAG_MARKERS, 2, Marker.class},
      {ERASED, handle(), DYNAMIC, LambdaMetafactory.FLAG_MARKERS, 1, String.class},
      {
        ERASED,
        handle(),
        DYNAMIC,
        LambdaMetafactory.FLAG_BRIDGES,
        1,
        MethodType.methodType(void.class)
      },
      {ERASED, handle(), DYNAMIC, LambdaMetafactory.FLAG_BRIDGES, 1, "no type"},
      {ERASED, bound, DYNAMIC, 0},
      {ERASED, handle(), DYNAMIC.changeReturnType(void.class), 0},
      {ERASED, handle(), MethodType.methodType(String.class, String.class), 0}
    };
    for (Object[] args : bad) {
      String expected = refusal(LambdaMetafactory::altMetafactory, "apply", args);
      assertNotEquals("none", expected, List.of(args.length).toString());
      assertEquals(expected, refusal(LambdaBootstrap::altMetafactory, "apply", args));
    }
    for (String name : List.of("", "a.b", "<init>", "a/b")) {
      Object[] args = {ERASED, handle(), DYNAMIC, 0};
      assertEquals(
          refusal(LambdaMetafactory::altMetafactory, name, args),
          refusal(LambdaBootstrap::altMetafactory, name, args));
    }
  }

  private static String refusal(Alternative alternative, String name, Object[] args) {
    try {
      alternative.link(LOOKUP, name, FACTORY, args);
      return "none";
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static MethodHandle handle() throws ReflectiveOperationException {
    MethodType type = FACTORY.changeReturnType(String.class).appendParameterTypes(int.class);
    return LOOKUP.findStatic(AlternativesTest.class, "implementation", type);
  }

  private static Object made(Alternative alternative, Object... args) throws Throwable {
    return alternative.link(LOOKUP, "apply", FACTORY, args).getTarget().invoke(1, 2L, "x", true);
  }

  private static List<Object> described(Object lambda) throws ReflectiveOperationException {
    Method replace = lambda.getClass().getDeclaredMethod("writeReplace");
    replace.setAccessible(true);
    SerializedLambda form = (SerializedLambda) replace.invoke(lambda);
    List<Object> all = new ArrayList<>();
    all.add(form.getCapturingClass());
    all.add(form.getFunctionalInterfaceClass());
    all.add(form.getFunctionalInterfaceMethodName());
    all.add(form.getFunctionalInterfaceMethodSignature());
    all.add(form.getImplClass());
    all.add(form.getImplMethodName());
    all.add(form.getImplMethodSignature());
    all.add(form.getImplMethodKind());
    all.add(form.getInstantiatedMethodType());
    all.add(form.getCapturedArgCount());
    for (int i = 0; i < form.getCapturedArgCount(); i++) {
      all.add(form.getCapturedArg(i));
    }
    return all;
  }

  private static String writing(Object lambda) {
    try (ObjectOutputStream out = new ObjectOutputStream(java.io.OutputStream.nullOutputStream())) {
      out.writeObject(lambda);
      return "written";
    } catch (IOException e) {
      return e.toString();
    }
  }
}
