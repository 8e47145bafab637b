package dev.weft.it.lambda;

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The types of one lambda, mostly such that LambdaMetafactory takes them.
 *
 * @param captured types of the captured values
 * @param erased the interface's method
 * @param dynamic the same by the interface's type arguments
 * @param implementation the method behind it, captured values first
 */
record Signature(
    List<Class<?>> captured, MethodType erased, MethodType dynamic, MethodType implementation) {
  private static final Class<?>[] PRIMITIVES = {
    boolean.class,
    byte.class,
    char.class,
    short.class,
    int.class,
    long.class,
    float.class,
    double.class
  };
  private static final Class<?>[] REFERENCES = {
    Boolean.class,
    Byte.class,
    Character.class,
    Short.class,
    Integer.class,
    Long.class,
    Float.class,
    Double.class,
    Object.class,
    Number.class,
    Comparable.class,
    CharSequence.class,
    String.class,
    int[].class
  };

  static Signature random(Random random) {
    List<Class<?>> captured = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      captured.add(any(random));
    }
    MethodType erased = MethodType.methodType(void.class);
    MethodType dynamic = erased;
    MethodType implementation = MethodType.methodType(void.class, captured);
    for (int i = random.nextInt(4); i > 0; i--) {
      Class<?> type = any(random);
      dynamic = dynamic.appendParameterTypes(type);
      erased =
          erased.appendParameterTypes(
              type.isPrimitive() || random.nextBoolean() ? type : Object.class);
      implementation = implementation.appendParameterTypes(near(type, random));
    }
    Class<?> result = random.nextInt(6) == 0 ? void.class : any(random);
    return new Signature(
        captured,
        erased.changeReturnType(
            result.isPrimitive() || random.nextBoolean() ? result : Object.class),
        dynamic.changeReturnType(result),
        implementation.changeReturnType(
            random.nextInt(8) == 0 ? void.class : near(result, random)));
  }

  private static Class<?> any(Random random) {
    return random.nextBoolean() ? pick(PRIMITIVES, random) : pick(REFERENCES, random);
  }

  /** A type that often converts to or from {@code type}. */
  private static Class<?> near(Class<?> type, Random random) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> type;
      case 3 -> MethodType.methodType(type).wrap().returnType();
      case 4 -> MethodType.methodType(type).unwrap().returnType();
      case 5 -> Object.class;
      case 6 -> type.isPrimitive() ? pick(PRIMITIVES, random) : pick(REFERENCES, random);
      default -> any(random);
    };
  }

  private static Class<?> pick(Class<?>[] from, Random random) {
    return from[random.nextInt(from.length)];
  }
}
