package dev.weft.it.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Continuation;
import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * Lambdas of random types do the same, with the same conversions and failures, when they are
 * suspended as when they are not.
 */
class GeneratedLambdasTest {
  private static final int SIGNATURES = 400;
  private static final int CALLS = 3;

  private final long seed = Long.getLong("weft.test.seed", 1);
  private int linked;
  private int suspensions;

  @Test
  void suspendedTheyAreTheSame() throws Throwable {
    Random random = new Random(seed);
    for (int i = 0; i < SIGNATURES; i++) {
      Signature signature = Signature.random(random);
      GeneratedLambda generated = new GeneratedLambda(signature, i);
      String what = "seed " + seed + " number " + i + " " + signature;
      compare(what, signature, generated, random);
    }
    assertTrue(linked > SIGNATURES / 4, "only " + linked + " signatures could be linked");
    assertTrue(
        suspensions > linked, "only " + suspensions + " suspensions in " + linked + " lambdas");
  }

  private void compare(String what, Signature signature, GeneratedLambda generated, Random random)
      throws Throwable {
    Object[] captured = values(signature.captured(), random);
    Object lambda;
    try {
      lambda = make(signature, generated, captured);
    } catch (LambdaConversionException refused) {
      return;
    }
    linked++;
    for (int i = 0; i < CALLS; i++) {
      Object[] arguments = values(signature.erased().parameterList(), random);
      long valueSeed = random.nextLong();
      List<String> expected = call(valueSeed, () -> invoke(generated, lambda, arguments));
      assertEquals(expected, call(valueSeed, () -> suspended(generated, lambda, arguments)), what);
    }
  }

  private static Object make(Signature signature, GeneratedLambda generated, Object[] captured)
      throws Exception {
    MethodHandles.Lookup lookup =
        MethodHandles.privateLookupIn(generated.holder, MethodHandles.lookup());
    MethodHandle implementation =
        lookup.findStatic(generated.holder, "implementation", signature.implementation());
    MethodType factory = MethodType.methodType(generated.shape, signature.captured());
    CallSite site =
        LambdaMetafactory.metafactory(
            lookup,
            GeneratedLambda.METHOD,
            factory,
            signature.erased(),
            implementation,
            signature.dynamic());
    assertEquals(factory, site.type());
    try {
      return site.getTarget().invokeWithArguments(captured);
    } catch (Throwable t) {
      throw new AssertionError("capturing " + Arrays.toString(captured), t);
    }
  }

  private static Object[] values(List<Class<?>> types, Random random) {
    return types.stream().map(type -> Values.of(type, random)).toArray();
  }

  /** What a call gives or throws, and what its implementation saw. */
  private static List<String> call(long valueSeed, Callable<Object> code) {
    Passage.begin(valueSeed);
    List<String> all = new ArrayList<>();
    all.add(outcomeOf(code));
    all.addAll(Passage.seen());
    return all;
  }

  private static String outcomeOf(Callable<Object> code) {
    try {
      Object value = code.call();
      return value instanceof int[] numbers
          ? Arrays.toString(numbers)
          : value == null ? "null" : value.getClass() + " " + value;
    } catch (Throwable t) {
      return t.getClass()
          + ": "
          + String.valueOf(t.getMessage()).replaceAll("\\$\\$Lambda\\S*", "Lambda");
    }
  }

  private static Object invoke(GeneratedLambda generated, Object lambda, Object[] arguments)
      throws Exception {
    Method caller =
        generated.holder.getDeclaredMethod(GeneratedLambda.METHOD, generated.shape, Object[].class);
    caller.setAccessible(true);
    try {
      return caller.invoke(null, lambda, arguments);
    } catch (InvocationTargetException e) {
      return rethrow(e.getCause());
    }
  }

  private static Object rethrow(Throwable t) throws Exception {
    if (t instanceof Error e) {
      throw e;
    }
    throw (Exception) t;
  }

  private Object suspended(GeneratedLambda generated, Object lambda, Object[] arguments)
      throws Exception {
    Object[] result = new Object[1];
    Continuation continuation =
        new Continuation(
            Passage.SCOPE,
            () -> {
              try {
                result[0] = invoke(generated, lambda, arguments);
              } catch (Exception e) {
                result[0] = e;
              }
            });
    for (continuation.run(); !continuation.isDone(); continuation.run()) {
      suspensions++;
    }
    return result[0] instanceof Exception e ? rethrow(e) : result[0];
  }
}
