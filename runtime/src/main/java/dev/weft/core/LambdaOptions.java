package dev.weft.core;

import java.io.Serializable;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The static arguments of a lambda's call site.
 *
 * @param markers interfaces to implement beside the functional one
 */
record LambdaOptions(
    MethodType methodType,
    MethodType dynamicType,
    boolean serializable,
    List<Class<?>> markers,
    List<MethodType> bridges) {
  private static final int FIXED = 4;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static final Class<Class<?>> CLASS = (Class) Class.class;

  LambdaOptions(MethodType methodType, MethodType dynamicType) {
    this(methodType, dynamicType, false, List.of(), List.of());
  }

  /**
   * Reads the arguments of {@link LambdaMetafactory#altMetafactory}; null if they are not as they
   * should be.
   */
  static @Nullable LambdaOptions parse(MethodType factoryType, @Nullable Object[] args) {
    if (args.length < FIXED
        || !(args[0] instanceof MethodType methodType)
        || !(args[1] instanceof MethodHandle)
        || !(args[2] instanceof MethodType dynamicType)
        || !(args[3] instanceof Integer flags)) {
      return null;
    }
    List<Class<?>> markers = new ArrayList<>();
    List<MethodType> bridges = new ArrayList<>();
    int next = FIXED;
    if ((flags & LambdaMetafactory.FLAG_MARKERS) != 0) {
      next = list(args, next, CLASS, markers);
    }
    if ((flags & LambdaMetafactory.FLAG_BRIDGES) != 0) {
      next = list(args, next, MethodType.class, bridges);
    }
    boolean serializable = (flags & LambdaMetafactory.FLAG_SERIALIZABLE) != 0;
    if (serializable && !isSerializable(factoryType.returnType(), markers)) {
      markers.add(Serializable.class);
    }
    return next == args.length
        ? new LambdaOptions(methodType, dynamicType, serializable, markers, bridges)
        : null;
  }

  /**
   * Reads a count and so many elements from {@code args[at]} on; gives the index after them, or -1.
   */
  private static <T> int list(
      @Nullable Object[] args, int at, Class<T> type, List<? super T> into) {
    if (at < 0
        || at >= args.length
        || !(args[at] instanceof Integer count)
        || count < 0
        || count > args.length - at - 1) {
      return -1;
    }
    for (int i = at + 1; i <= at + count; i++) {
      Object element = args[i];
      if (!type.isInstance(element)) {
        return -1;
      }
      into.add(type.cast(element));
    }
    return at + 1 + count;
  }

  private static boolean isSerializable(Class<?> type, List<Class<?>> markers) {
    boolean found = Serializable.class.isAssignableFrom(type);
    for (Class<?> marker : markers) {
      found |= Serializable.class.isAssignableFrom(marker);
    }
    return found;
  }

  /** The functional interface and the markers, each once. */
  List<Class<?>> interfacesOf(MethodType factoryType) {
    if (markers.isEmpty()) {
      return List.of(factoryType.returnType());
    }
    Set<Class<?>> all = new LinkedHashSet<>();
    all.add(factoryType.returnType());
    all.addAll(markers);
    return List.copyOf(all);
  }
}
