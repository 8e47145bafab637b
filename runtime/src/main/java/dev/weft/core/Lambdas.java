package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * The lambdas and method references of woven classes. The JDK makes a hidden class for each, which
 * no agent sees; its factory is rewritten to tell what the class stands for. When a continuation
 * first calls one, a class is spun that does what that class does in the form that can suspend.
 */
public final class Lambdas {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private static final ClassNotes<Known> OF = new ClassNotes<>();

  private static volatile @Nullable Spinner spinner;

  private Lambdas() {}

  /** A lambda, and what was made for it. */
  private static final class Known {
    final Lambda lambda;
    volatile @Nullable ClassInfo info;
    volatile @Nullable Class<?> woven;
    volatile boolean hasNone;

    Known(Lambda lambda) {
      this.lambda = lambda;
    }
  }

  /** For the agent. */
  public static void use(Spinner installed) {
    spinner = installed;
  }

  static @Nullable Spinner spinner() {
    return spinner;
  }

  /**
   * Runs the initialisers, before the JDK's factory is rewritten.
   *
   * @throws IllegalStateException naming what this JDK has not
   */
  public static void prepare() {
    if (Fields.CALLER == Fields.CAPTURED) {
      throw new IllegalStateException(JdkNames.LAMBDA_FACTORY + " has two fields in one place");
    }
    spun(null, Lambdas.class);
    OF.get(Lambdas.class);
  }

  /**
   * Called by the JDK's factory.
   *
   * @param factory of the lambda
   * @param type the class of its objects
   */
  public static void spun(@Nullable Object factory, Class<?> type) {
    try {
      Class<?> caller = factory == null ? null : (Class<?>) read(factory, Fields.CALLER);
      if (factory != null && caller != null && isOfApplication(caller)) {
        OF.put(type, new Known(lambda(factory, caller, type)));
      }
    } catch (Throwable t) {
      // no memory or stack left: then nothing suspends in the lambda, which pins
    }
  }

  private static boolean isOfApplication(Class<?> caller) {
    return caller.getClassLoader() != null || caller.getName().startsWith("dev.weft.");
  }

  private static Lambda lambda(Object factory, Class<?> caller, Class<?> type) {
    List<MethodType> types = new ArrayList<>(1);
    types.add((MethodType) read(factory, Fields.METHOD_TYPE));
    if (read(factory, Fields.BRIDGES) instanceof MethodType[] bridges) {
      types.addAll(List.of(bridges));
    }
    return new Lambda(
        caller,
        type,
        (MethodType) read(factory, Fields.CAPTURED),
        (String) read(factory, Fields.METHOD_NAME),
        types,
        (MethodType) read(factory, Fields.DYNAMIC_TYPE),
        (MethodHandle) read(factory, Fields.IMPLEMENTATION));
  }

  private static Object read(Object factory, long field) {
    return UNSAFE.getReference(factory, field);
  }

  /** Of the JDK's factory. */
  private static final class Fields {
    static final long CALLER = offset(JdkNames.LAMBDA_CALLER);
    static final long CAPTURED = offset(JdkNames.LAMBDA_CAPTURED);
    static final long METHOD_NAME = offset(JdkNames.LAMBDA_METHOD_NAME);
    static final long METHOD_TYPE = offset(JdkNames.LAMBDA_METHOD_TYPE);
    static final long BRIDGES = offset(JdkNames.LAMBDA_BRIDGES);
    static final long DYNAMIC_TYPE = offset(JdkNames.LAMBDA_DYNAMIC_TYPE);
    static final long IMPLEMENTATION = offset(JdkNames.LAMBDA_IMPLEMENTATION);

    private static long offset(String field) {
      try {
        return UNSAFE.objectFieldOffset(Class.forName(JdkNames.LAMBDA_FACTORY, false, null), field);
      } catch (ClassNotFoundException | InternalError e) {
        throw new IllegalStateException(
            JdkNames.LAMBDA_FACTORY + " of Java " + Runtime.version() + " has no field " + field,
            e);
      }
    }
  }

  static boolean isOne(Class<?> type) {
    return OF.get(type) != null;
  }

  /** Null if the class is no lambda's, or its caller is not woven. */
  static @Nullable ClassInfo find(Class<?> type) {
    Known known = OF.get(type);
    if (known == null || Registry.find(known.lambda.caller()) == null) {
      return null;
    }
    ClassInfo info = known.info;
    if (info == null) {
      known.info = info = known.lambda.info();
    }
    return info;
  }

  /** The class that has the woven forms of a lambda's methods; null if there is none. */
  static @Nullable Class<?> woven(Class<?> type) {
    Known known = OF.get(type);
    if (known == null || known.hasNone) {
      return null;
    }
    Class<?> woven = known.woven;
    if (woven == null) {
      synchronized (known) {
        known.woven = woven = known.woven == null ? spin(known.lambda) : known.woven;
      }
      known.hasNone = woven == null;
    }
    return woven;
  }

  private static @Nullable Class<?> spin(Lambda lambda) {
    Spinner s = spinner;
    Spinner.Spun spun = s == null ? null : s.spin(lambda, offsets(lambda));
    Class<?> woven =
        s == null || spun == null ? null : SpunObjects.define(s, lambda.caller(), spun);
    if (spun != null && woven != null) {
      Registry.register(woven, spun.info, lambda.caller());
    }
    return woven;
  }

  /** Where its objects hold what is captured. */
  private static long[] offsets(Lambda lambda) {
    long[] offsets = new long[lambda.captured().parameterCount()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = UNSAFE.objectFieldOffset(lambda.type(), JdkNames.LAMBDA_FIELD + (i + 1));
    }
    return offsets;
  }
}
