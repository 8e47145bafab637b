package dev.weft.it.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.weft.it.support.Differential;
import dev.weft.it.support.Differential.Report;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A function over every kind of implementation, with its receiver captured, suspends and gives what
 * the JDK's function gives.
 */
class KindsTest {
  private static final MethodType ERASED = MethodType.methodType(Object.class, Object.class);
  private static final MethodType DYNAMIC = MethodType.methodType(Object.class, Probe.class);

  @TestFactory
  Stream<DynamicTest> eachKind() throws ReflectiveOperationException {
    return Kinds.handles().entrySet().stream()
        .map(kind -> dynamicTest(kind.getKey(), () -> check(kind.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> privateInInterface() throws ReflectiveOperationException {
    return Stream.of(dynamicTest("private in an interface", () -> check(Greeter.hiddenHandle())));
  }

  private static void check(MethodHandle handle) {
    MethodHandles.Lookup lookup = lookupFor(handle);
    try (Differential differential = new Differential()) {
      Report report = differential.compare(() -> new Applied(lookup, handle));
      assertEquals(List.of(), report.differences());
      assertEquals(Set.of(), report.pins());
    }
  }

  private static MethodHandles.Lookup lookupFor(MethodHandle handle) {
    boolean isGreeters =
        handle.type().parameterType(0) == Greeter.class && !handle.toString().contains("greet");
    try {
      return isGreeters ? MethodHandles.privateLookupIn(Greeter.class, Kinds.LOOKUP) : Kinds.LOOKUP;
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** Applies a function where nothing suspends, and one where the implementation does. */
  private record Applied(MethodHandles.Lookup lookup, MethodHandle handle) implements Program {
    @Override
    public Object run(Probe p) throws Throwable {
      Object expected = function(new Probe()).apply(new Probe());
      Object actual = function(p).apply(p);
      return expected + " " + actual;
    }

    @SuppressWarnings("unchecked")
    private Function<Object, Object> function(Probe p) throws Throwable {
      boolean hasReceiver = handle.type().parameterCount() == 2;
      MethodType factory = MethodType.methodType(Function.class);
      if (hasReceiver) {
        factory = factory.appendParameterTypes(handle.type().parameterType(0));
      }
      boolean isVoid = handle.type().returnType() == void.class;
      MethodType erased = isVoid ? ERASED.changeReturnType(void.class) : ERASED;
      MethodType dynamic = isVoid ? DYNAMIC.changeReturnType(void.class) : DYNAMIC;
      String name = isVoid ? "accept" : "apply";
      MethodType made = isVoid ? factory.changeReturnType(Consumer.class) : factory;
      MethodHandle maker =
          LambdaMetafactory.metafactory(lookup, name, made, erased, handle, dynamic).getTarget();
      Object lambda = hasReceiver ? maker.invoke(new Kinds(p)) : maker.invoke();
      return isVoid ? asFunction((Consumer<Object>) lambda) : (Function<Object, Object>) lambda;
    }

    private static Function<Object, Object> asFunction(Consumer<Object> consumer) {
      return x -> {
        consumer.accept(x);
        return "consumed";
      };
    }
  }
}
