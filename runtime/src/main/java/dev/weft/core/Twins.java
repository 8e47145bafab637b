package dev.weft.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The methods by which continuations suspend and run each other. Their woven forms are not written
 * by the weaver: each has a twin in its own class, static, with the receiver first and the
 * continuation that calls it last.
 */
final class Twins {
  private static final Map<String, String> NAMES =
      Map.of(
          "run", "runWoven",
          "runThrowing", "runThrowingWoven",
          "yield", "yieldWoven",
          "emit", "emitWoven");

  private Twins() {}

  /** The twin of a method; null if it has none. */
  static @Nullable MethodHandle handle(
      Class<?> declaring, ClassInfo info, int place, MethodType type)
      throws ReflectiveOperationException {
    String twin = NAMES.get(info.names[place]);
    if (twin == null) {
      return null;
    }
    MethodType own =
        MethodType.fromMethodDescriptorString(info.descriptors[place], declaring.getClassLoader());
    MethodType all =
        Modifier.isStatic(info.access[place]) ? own : own.insertParameterTypes(0, declaring);
    return TrustedLookup.LOOKUP
        .findStatic(declaring, twin, all.appendParameterTypes(ContinuationCore.class))
        .asType(type);
  }
}
